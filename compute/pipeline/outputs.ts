import { readFile } from 'node:fs/promises';
import { sha256 } from './digest.ts';
import type { FileDigests } from './fingerprint.ts';
import { publishedPath } from './manifest.ts';
import type { Folders } from './project.ts';
import type { Outputs } from './step.ts';
import { DamagedObject, OUTPUT_KINDS, type Output, type Store } from './store.ts';
import { StepError } from './userError.ts';

/** Digests of outputs by file name. */
export function digestsOf(outputs: readonly Output[]): FileDigests {
  return Object.fromEntries(
    outputs
      .map(({ file, sha256: digest }): [string, string] => [file, digest])
      .sort(([first], [second]) => (first < second ? -1 : 1)),
  );
}

/** Puts the outputs of a step into the store, sorted by name. */
export async function storeOutputs(
  store: Store,
  study: string,
  step: string,
  outputs: Outputs,
): Promise<Output[]> {
  const stored: Output[] = [];
  for (const kind of OUTPUT_KINDS) {
    for (const [file, bytes] of outputs[kind] ?? []) {
      checkName(study, step, file);
      if (stored.some((other) => other.file === file)) {
        throw new StepError(study, step, `two outputs are called ${file}.`);
      }
      stored.push({ file, kind, ...(await store.put(bytes)) });
    }
  }
  return stored.sort((first, second) => (first.file < second.file ? -1 : 1));
}

function checkName(study: string, step: string, file: string): void {
  const safe = file.split('/').every((part) => /^[\w-][\w.-]*$/.test(part));
  if (!safe || file === 'manifest.json') {
    throw new StepError(
      study,
      step,
      `an output cannot be called "${file}"; use letters, digits, ".", "_" and "-".`,
    );
  }
}

/**
 * The bytes of an output, from the store or, where it is published, from there; checked.
 * @throws DamagedObject when neither has it whole
 */
export async function readOutput(
  store: Store,
  folders: Folders,
  study: string,
  output: Output,
): Promise<Uint8Array> {
  try {
    return await store.get(output.sha256);
  } catch (error) {
    const at = publishedPath(folders, study, output);
    const bytes = at === undefined ? undefined : await readFile(at).catch(() => undefined);
    if (bytes !== undefined && sha256(bytes) === output.sha256) return bytes;
    if (error instanceof DamagedObject) {
      throw new DamagedObject(output.sha256, `${study}: output ${output.file}: ${error.message}`);
    }
    throw error;
  }
}

/** Whether every output can be read here. */
export async function allReadable(
  store: Store,
  folders: Folders,
  study: string,
  outputs: readonly Output[],
): Promise<boolean> {
  for (const output of outputs) {
    try {
      await readOutput(store, folders, study, output);
    } catch (error) {
      if (error instanceof DamagedObject) return false;
      throw error;
    }
  }
  return true;
}
