import * as tf from '@tensorflow/tfjs-core';
import { correctAveragePoolGradient } from '../averagePoolGradient.ts';
import type { Engine } from '../engine.ts';
import { engineRuntime } from '../engineRuntime.ts';
import { registerInputGradient } from '../inputGradient.ts';
import { registerGradients } from '../registerGradients.ts';
import { RemoteBackend } from './remoteBackend.ts';

/** Makes the GPU of this machine the current backend. */
export async function loadWebgpuEngine(): Promise<Engine> {
  registerGradients();
  try {
    if (!tf.findBackend('webgpu')) {
      const backend = new RemoteBackend();
      tf.registerBackend('webgpu', () => backend);
      registerInputGradient('webgpu');
      correctAveragePoolGradient('webgpu');
    }
    await tf.setBackend('webgpu');
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split('\n')[0] : String(error);
    throw new Error(
      `The webgpu engine did not start: ${reason}, or use native (--engine native) or wasm ` +
        '(--engine wasm).',
      { cause: error },
    );
  }
  return { name: 'webgpu', description: engineRuntime('webgpu') };
}
