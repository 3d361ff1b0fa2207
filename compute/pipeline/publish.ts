import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Confirmation, Manifest, ManifestStep } from '../results/manifest.ts';
import { remove, TEMPORARY_PREFIX, writeFileAtomically } from './atomicFile.ts';
import { sha256 } from './digest.ts';
import { stepFingerprint, type StepKey } from './fingerprint.ts';
import {
  isAsWritten,
  manifestStep,
  publishedPath,
  readManifest,
  writeManifest,
} from './manifest.ts';
import { readOutput } from './outputs.ts';
import { storeOf, type Folders, type Project } from './project.ts';
import type { Study } from './step.ts';
import type { Output } from './store.ts';
import { UserError } from './userError.ts';

/**
 * Writes the published outputs of a finished step where the site reads them, then the manifest.
 * Files that the step published before and no longer has are removed.
 */
export async function publishStep(
  project: Project,
  study: Study,
  key: StepKey,
  outputs: readonly Output[],
  confirmed?: Confirmation,
): Promise<void> {
  const { folders } = project;
  const before = await readManifest(folders, study);
  const entry = manifestStep(folders, key, stepFingerprint(key), outputs, confirmed);
  const others = before.steps.filter(({ name }) => name !== key.name);
  refuseSharedFiles(study, entry, others);
  for (const output of outputs) {
    const at = publishedPath(folders, study.id, output);
    if (at === undefined) continue;
    const present = await readFile(at).catch(() => undefined);
    if (present !== undefined && sha256(present) === output.sha256) continue;
    await writeFileAtomically(at, await readOutput(storeOf(project), folders, study.id, output));
  }
  await replaceManifest(folders, before, {
    study: study.id,
    title: study.title,
    steps: [...others, entry],
  });
}

/**
 * Drops steps that the study no longer has from the manifest, with their published files, and gives
 * the manifest the title and the form that publishing would give it.
 */
export async function tidyPublished({ folders }: Project, study: Study): Promise<void> {
  const before = await readManifest(folders, study);
  const names = new Set(study.steps.map(({ name }) => name));
  const steps = before.steps.filter(({ name }) => names.has(name));
  const now = { study: study.id, title: study.title, steps };
  if (before.steps.length === 0 || (await isAsWritten(folders, now))) return;
  await replaceManifest(folders, before, now);
}

function refuseSharedFiles(
  study: Study,
  entry: ManifestStep,
  others: readonly ManifestStep[],
): void {
  const inStudy = new Set(study.steps.map(({ name }) => name));
  for (const { published } of entry.outputs) {
    if (published === undefined) continue;
    const owner = others.find(
      ({ name, outputs }) =>
        inStudy.has(name) && outputs.some((output) => output.published === published),
    );
    if (owner !== undefined) {
      throw new UserError(
        `${study.id}: steps ${owner.name} and ${entry.name} both publish ${published}. ` +
          'Give one of them another file name.',
      );
    }
  }
}

/**
 * The manifest is written last: after the files it lists, and after files it no longer lists have
 * gone. A run that is killed before leaves a manifest that does not fit the files, and goes on.
 */
async function replaceManifest(folders: Folders, before: Manifest, now: Manifest): Promise<void> {
  const listed = new Set(publishedFiles(folders, now));
  for (const file of publishedFiles(folders, before)) {
    if (!listed.has(file)) await remove(file);
  }
  await writeManifest(folders, now);
}

function publishedFiles(folders: Folders, { study, steps }: Manifest): string[] {
  return steps
    .flatMap(({ outputs }) => outputs)
    .map((output) => publishedPath(folders, study, output))
    .filter((file) => file !== undefined);
}

/** Removes what a killed run left half written. */
export async function removeUnfinished(folders: Folders, study: string): Promise<void> {
  const { results, models, timings } = folders;
  for (const folder of [path.join(results, study), path.join(models, study), timings]) {
    const names = await readdir(folder, { recursive: true }).catch((): string[] => []);
    for (const name of names) {
      if (path.basename(name).startsWith(TEMPORARY_PREFIX)) {
        await remove(path.join(folder, name));
      }
    }
  }
}
