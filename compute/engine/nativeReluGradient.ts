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
      const backend = tf.backend() as unknown as NativeBackend;
      return {
        x: () =>
          backend.executeSingleOutput(
            'ReluGrad',
            [
              {
                name: 'T',
                type: backend.binding.TF_ATTR_TYPE,
                value: backend.getDTypeInteger('float32'),
              },
            ],
            [dy, saved[0]!],
          ),
      };
    },
  });
}
