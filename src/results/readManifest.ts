import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest, ManifestOutput } from '../../compute/results/manifest.ts';
import { listArtefacts, readArtefact, readArtefactBytes } from './readArtefact.ts';
import { modelsFolder, remedy, resultsFolder } from './resultsFolder.ts';

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
  if (listed) refuseChanged(`${resultsFolder(study)}/${file}`, bytes, listed, study);
  return bytes;
}

/**
 * Holds the networks that the demos load against the digests in the study's manifest.
 * @throws Error naming the file when it is missing or not what was computed
 */
export function checkModels(study: string, models = modelsFolder(study)): void {
  for (const { outputs } of readManifest(study)?.steps ?? []) {
    for (const output of outputs.filter(({ kind }) => kind === 'models')) {
      const path = join(models, output.file);
      if (!existsSync(path)) throw new Error(`${path} is missing; ${remedy(study)}`);
      refuseChanged(path, readFileSync(path), output, study);
    }
  }
}

function refuseChanged(path: string, bytes: Buffer, listed: ManifestOutput, study: string): void {
  if (createHash('sha256').update(bytes).digest('hex') === listed.sha256) return;
  throw new Error(
    `${path} is not the file that was computed (its digest differs from ${MANIFEST}); ` +
      remedy(study),
  );
}
