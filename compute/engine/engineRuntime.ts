import type { EngineName } from './engine.ts';
import { LIBTENSORFLOW_VERSION, packageVersion } from './packageVersions.ts';

/**
 * The versions of the numeric code behind an engine, e.g. `tfjs 4.22.0 native, libtensorflow
 * 2.15.1`. Reads package.json files only, so that a fingerprint needs no engine to be loaded; equal
 * to the `description` of the engine once loaded. Names no host and no processor.
 */
export function engineRuntime(name: EngineName): string {
  const tfjs = `tfjs ${packageVersion('@tensorflow/tfjs-core')} ${name}`;
  return name === 'native' ? `${tfjs}, libtensorflow ${LIBTENSORFLOW_VERSION}` : tfjs;
}
