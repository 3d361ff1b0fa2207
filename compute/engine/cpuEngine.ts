import * as tf from '@tensorflow/tfjs-core';
import { correctAveragePoolGradient } from './averagePoolGradient.ts';
import type { Engine } from './engine.ts';
import { engineRuntime } from './engineRuntime.ts';
import { registerGradients } from './registerGradients.ts';

/** Makes the plain JavaScript backend current: for tests of tiny tensors, 30–100 times slower than wasm. */
export async function loadCpuEngine(): Promise<Engine> {
  registerGradients();
  await import('@tensorflow/tfjs-backend-cpu');
  correctAveragePoolGradient('cpu');
  await tf.setBackend('cpu');
  return { name: 'cpu', description: engineRuntime('cpu') };
}
