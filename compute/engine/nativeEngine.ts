import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import type { Engine } from './engine.ts';
import { engineRuntime } from './engineRuntime.ts';
import { registerInputGradient } from './inputGradient.ts';
import { nativeTrainingBatchNorm } from './nativeBatchNorm.ts';
import { registerNativeReluGradient } from './nativeReluGradient.ts';
import { LIBTENSORFLOW_VERSION } from './packageVersions.ts';
import { restoreRemovedNodeFunctions } from './removedNodeFunctions.ts';

const REMEDY = 'Run `npm run engine` to install it again, or use wasm (--engine wasm).';

/** Channels in × channels out. */
const WIDE = 64 * 64;

/**
 * Whether oneDNN takes about twice as long for the input gradient of a filter as for its forward pass, as
 * it does with AVX2: with small filters there is little to gain.
 */
const isWide = ([, , channels = 1, filters = 1]: readonly number[]): boolean =>
  channels * filters >= WIDE;

function requireTfjsNode(): void {
  restoreRemovedNodeFunctions();
  // 2 drops libtensorflow's information and warnings on stderr, and keeps its errors.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  // Required, not imported, for the reason given at `registerGradients`, which this includes.
  createRequire(import.meta.url)('@tensorflow/tfjs-node');
}

/**
 * Makes @tensorflow/tfjs-node the current backend. Throws when it is not installed, its library
 * does not load, or is of another version than artefacts would record.
 */
export async function loadNativeEngine(): Promise<Engine> {
  try {
    requireTfjsNode();
    await tf.setBackend('tensorflow');
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split('\n')[0] : String(error);
    throw new Error(`The native engine did not start: ${reason}. ${REMEDY}`, { cause: error });
  }
  const { binding } = tf.backend() as unknown as { binding: { TF_Version: string } };
  if (binding.TF_Version !== LIBTENSORFLOW_VERSION) {
    throw new Error(
      `The native engine is linked with libtensorflow ${binding.TF_Version}, not ` +
        `${LIBTENSORFLOW_VERSION}. ${REMEDY}`,
    );
  }
  registerNativeReluGradient();
  registerInputGradient('tensorflow', isWide);
  return {
    name: 'native',
    description: engineRuntime('native'),
    trainingBatchNorm: nativeTrainingBatchNorm,
  };
}
