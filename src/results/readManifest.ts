import { createHash } from 'node:crypto';
import type { Manifest } from '../../compute/results/manifest.ts';
import { listArtefacts, readArtefact, readArtefactBytes } from './readArtefact.ts';
import { remedy, resultsFolder } from './resultsFolder.ts';

export const MANIFEST = 'manifest.json';

/** Where the published files of a study come from; undefined when none is published with it. */
export function readManifest(study: string): Manifest | undefined {
  return listArtefacts(study).includes(MANIFEST)
    ? (readArtefact(study, MANIFEST) as Manifest)
    : undefined;
}

/**
 * The bytes of a published file, held against the digest in the study's manifest.
 * @throws Error naming the file when it is not what was computed
 */
export function readVerifiedBytes(study: string, file: string): Buffer {
  const bytes = readArtefactBytes(study, file);
  const listed = readManifest(study)
    ?.steps.flatMap(({ outputs }) => outputs)
    .find((output) => output.file === file && output.kind === 'results');
  if (listed && createHash('sha256').update(bytes).digest('hex') !== listed.sha256) {
    throw new Error(
      `${resultsFolder(study)}/${file} is not the file that was computed (its digest differs from ` +
        `${MANIFEST}); ${remedy(study)}`,
    );
  }
  return bytes;
}
