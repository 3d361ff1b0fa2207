import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { Engine } from './engine.ts';
import { engineRuntime } from './engineRuntime.ts';
import { packageFolder } from './packageVersions.ts';
import { registerGradients } from './registerGradients.ts';
import { registerWasmFilterGradient } from './wasmFilterGradient.ts';

/**
 * Makes tfjs-backend-wasm the current backend, one thread, with its binary read from the installed
 * package and the filter gradient that it lacks.
 */
export async function loadWasmEngine(): Promise<Engine> {
  registerGradients();
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(join(packageFolder('@tensorflow/tfjs-backend-wasm'), 'dist', '/'));
  registerWasmFilterGradient();
  if (!(await tf.setBackend('wasm'))) {
    throw new Error('The wasm engine did not start: run `npm ci` to restore its files.');
  }
  return { name: 'wasm', description: engineRuntime('wasm') };
}
