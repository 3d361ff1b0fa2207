import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from './packageVersions.ts';

/** Whether the native engine is installed, and what to do when it is not. */
export type NativeStatus =
  | { readonly installed: true }
  | { readonly installed: false; readonly reason: string; readonly remedy: string };

/** Looks at the files of the native engine without loading it. */
export function inspectNative(): NativeStatus {
  const binding = join(packageFolder('@tensorflow/tfjs-node'), 'lib/napi-v8/tfjs_binding.node');
  if (existsSync(binding)) return { installed: true };
  return { installed: false, reason: 'it is not installed', remedy: 'run `npm run engine`' };
}
