import { manifestSchema, type Manifest } from '../../compute/results/manifest.ts';
import { listArtefacts, parseArtefact, readArtefactBytes } from './readArtefact.ts';

/** Where the published files of a study come from; undefined when none is published with it. */
export function readManifest(study: string): Manifest | undefined {
  if (!listArtefacts(study).includes('manifest.json')) return undefined;
  const text = readArtefactBytes(study, 'manifest.json').toString('utf8');
  return parseArtefact(`${study}/manifest.json`, text, manifestSchema) as Manifest;
}
