import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { correctAveragePoolGradient } from './averagePoolGradient.ts';
import type { Engine } from './engine.ts';
import { engineRuntime } from './engineRuntime.ts';
import { registerInputGradient } from './inputGradient.ts';
import { registerMaxPoolGradient } from './maxPoolGradient.ts';
import { packageFolder } from './packageVersions.ts';
import { registerGradients } from './registerGradients.ts';
import { registerWasmFilterGradient } from './wasmFilterGradient.ts';

const HANDLED = ['uncaughtException', 'unhandledRejection'] as const;

/**
 * Runs an action and removes the process-wide error handlers it adds: the wasm module installs two
 * that would bury every later error of the program under a listing of its own source.
 */
async function withoutErrorHandlers<T>(action: () => Promise<T>): Promise<T> {
  const before = HANDLED.map((event) => process.rawListeners(event));
  try {
    return await action();
  } finally {
    for (const [index, event] of HANDLED.entries())
      for (const listener of process.rawListeners(event))
        if (!before[index]?.includes(listener)) process.off(event, listener as () => void);
  }
}

/**
 * Makes tfjs-backend-wasm the current backend: one thread, its binary from the installed package, the
 * filter gradient that it lacks, a fast input gradient, and pooling gradients that are right.
 */
export async function loadWasmEngine(): Promise<Engine> {
  registerGradients();
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(join(packageFolder('@tensorflow/tfjs-backend-wasm'), 'dist', '/'));
  registerWasmFilterGradient();
  registerInputGradient('wasm');
  registerMaxPoolGradient();
  correctAveragePoolGradient('wasm');
  if (!(await withoutErrorHandlers(() => tf.setBackend('wasm')))) {
    throw new Error('The wasm engine did not start: run `npm ci` to restore its files.');
  }
  return { name: 'wasm', description: engineRuntime('wasm') };
}
