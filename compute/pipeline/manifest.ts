import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  manifestSchema,
  type Confirmation,
  type Manifest,
  type ManifestOutput,
  type ManifestStep,
} from '../results/manifest.ts';
import { writeFileAtomically } from './atomicFile.ts';
import type { StepKey } from './fingerprint.ts';
import type { Folders } from './project.ts';
import type { Study } from './step.ts';
import type { Output } from './store.ts';
import { UserError } from './userError.ts';

/** Where an output is published; undefined for outputs that stay in the store. */
export function publishedPath(
  folders: Folders,
  study: string,
  { kind, file }: Pick<Output, 'kind' | 'file'>,
): string | undefined {
  if (kind === 'stored') return undefined;
  return path.join(kind === 'results' ? folders.results : folders.models, study, file);
}

function manifestPath(folders: Folders, study: string): string {
  return path.join(folders.results, study, 'manifest.json');
}

/**
 * The manifest of a study as published; empty when nothing has been published.
 * @throws UserError when the file is there and is not a manifest
 */
export async function readManifest(folders: Folders, study: Study): Promise<Manifest> {
  const file = manifestPath(folders, study.id);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return { study: study.id, title: study.title, steps: [] };
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new UserError(
      `${file} is not a valid manifest. Restore it from the repository's history, or delete it ` +
        'to have the study published anew.',
      { cause: error },
    );
  }
}

/** @throws Error, before anything is written, when what it would write could not be read again */
export async function writeManifest(folders: Folders, manifest: Manifest): Promise<void> {
  manifestSchema.parse(manifest);
  await writeFileAtomically(
    manifestPath(folders, manifest.study),
    new TextEncoder().encode(manifestText(manifest)),
  );
}

/** Whether the published manifest has the bytes that writing this one would give it. */
export async function isAsWritten(folders: Folders, manifest: Manifest): Promise<boolean> {
  const text = await readFile(manifestPath(folders, manifest.study), 'utf8');
  return text === manifestText(manifest);
}

function manifestText(manifest: Manifest): string {
  const steps = [...manifest.steps].sort((first, second) => (first.name < second.name ? -1 : 1));
  return `${JSON.stringify(sortKeys({ ...manifest, steps }), null, 1)}\n`;
}

/** The entry of a finished step. */
export function manifestStep(
  folders: Folders,
  key: StepKey,
  fingerprint: string,
  outputs: readonly Output[],
  confirmed: Confirmation | undefined,
): ManifestStep {
  const { name, step, parameters, seed, runtime, code, datasets, inputs } = key;
  return {
    name,
    step,
    parameters,
    seed,
    fingerprint,
    runtime,
    code,
    datasets,
    inputs,
    outputs: outputs.map((output) => withPublishedPath(folders, key.study, output)),
    ...(confirmed && { confirmed }),
  };
}

/** The key that a published entry was computed under. */
export function keyOfEntry(study: string, entry: ManifestStep): StepKey {
  const { name, step, parameters, seed, runtime, code, datasets, inputs } = entry;
  return { study, name, step, parameters, seed, runtime, code, datasets, inputs };
}

function withPublishedPath(folders: Folders, study: string, output: Output): ManifestOutput {
  const { file, sha256, bytes, kind } = output;
  const at = publishedPath(folders, study, output);
  if (at === undefined) return { file, sha256, bytes, kind };
  const published = path.relative(folders.root, at).split(path.sep).join('/');
  return { file, sha256, bytes, kind, published };
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([first], [second]) => (first < second ? -1 : 1))
      .map(([key, item]) => [key, sortKeys(item)]),
  );
}
