import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NativeBackend } from './nativeBackend.ts';

/**
 * Gives ReLU the gradient of TensorFlow's own kernel ReluGrad. tfjs multiplies by a step function
 * that the native backend puts together from five kernels, a fifth of a training step.
 */
export function registerNativeReluGradient(): void {
  tf.unregisterGradient(tf.Relu);
  tf.registerGradient({
    kernelName: tf.Relu,
    inputsToSave: ['x'],
    gradFunc: (gradient, saved) => {
      const dy = gradient as Tensor;
      const x = saved[0]!;
      // Gradients are registered for all backends: another may have become the current one.
      const isNative = tf.getBackend() === 'tensorflow';
      return { x: () => (isNative ? reluGrad(dy, x) : tf.mul(dy, tf.step(x))) };
    },
  });
}

function reluGrad(dy: Tensor, x: Tensor): Tensor {
  const backend = tf.backend() as unknown as NativeBackend;
  const type = backend.getDTypeInteger('float32');
  const attributes = [{ name: 'T', type: backend.binding.TF_ATTR_TYPE, value: type }];
  return backend.executeSingleOutput('ReluGrad', attributes, [dy, x]);
}
