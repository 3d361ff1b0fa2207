import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from './packageVersions.ts';

/** Whether the native engine is installed, and what to do when it is not. */
export type NativeStatus =
  | { readonly installed: true }
  | { readonly installed: false; readonly reason: string; readonly remedy: string };

/** Written beside the addon once it is in place. */
export interface BindingRecord {
  /** The size in bytes of every file that the addon was compiled against, by absolute path. */
  readonly libraries: Readonly<Record<string, number>>;
}

/** Where tfjs-node looks for its addon. */
export function bindingPath(tfjsNode: string): string {
  return join(tfjsNode, 'lib', 'napi-v8', 'tfjs_binding.node');
}

export function bindingRecordPath(tfjsNode: string): string {
  return join(tfjsNode, 'lib', 'napi-v8', 'tfjs_binding.json');
}

function hasSize(path: string, bytes: number): boolean {
  return statSync(path, { throwIfNoEntry: false })?.size === bytes;
}

/** Looks at the files of the native engine without loading it: some milliseconds. */
export function inspectNative(
  tfjsNode: string = packageFolder('@tensorflow/tfjs-node'),
): NativeStatus {
  const remedy = 'run `npm run engine`';
  const record = bindingRecordPath(tfjsNode);
  if (!existsSync(bindingPath(tfjsNode)) || !existsSync(record)) {
    return { installed: false, reason: 'it is not installed', remedy };
  }
  const { libraries } = JSON.parse(readFileSync(record, 'utf8')) as BindingRecord;
  const missing = Object.entries(libraries).find(([path, bytes]) => !hasSize(path, bytes));
  if (!missing) return { installed: true };
  return { installed: false, reason: `${missing[0]} is gone or damaged`, remedy };
}
