import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import type { Engine } from './engine.ts';
import { engineRuntime } from './engineRuntime.ts';
import { nativeTrainingBatchNorm } from './nativeBatchNorm.ts';
import { restoreRemovedNodeFunctions } from './removedNodeFunctions.ts';

/**
 * Makes @tensorflow/tfjs-node the current backend. Throws when it was not installed or its library
 * does not load: call `inspectNative` first.
 */
export async function loadNativeEngine(): Promise<Engine> {
  restoreRemovedNodeFunctions();
  // 2 drops libtensorflow's information and warnings on stderr, and keeps its errors.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  // Required, not imported, for the reason given at `registerGradients`, which this includes.
  createRequire(import.meta.url)('@tensorflow/tfjs-node');
  if (!(await tf.setBackend('tensorflow'))) {
    throw new Error('The native engine did not start: run `npm run engine` to install it again.');
  }
  return {
    name: 'native',
    description: engineRuntime('native'),
    trainingBatchNorm: nativeTrainingBatchNorm,
  };
}
