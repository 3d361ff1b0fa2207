import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { TrainingBatchNorm } from '../networks/trainingBatchNorm.ts';

/**
 * Training batch norm out of the operations that every engine has, with its gradient in closed form
 * (Ioffe & Szegedy 2015, §3), which passes over the batch less often than differentiating `moments`.
 */
export const composedBatchNorm: TrainingBatchNorm = (x, scale, offset, epsilon) => {
  const { mean, variance } = tf.tidy(() => {
    const moments = tf.moments(x, [0, 1, 2]);
    return { mean: moments.mean as Tensor1D, variance: moments.variance as Tensor1D };
  });
  const normalise = tf.customGrad((...parts) => {
    const [input, factor, shift, save] = parts as [Tensor4D, Tensor1D, Tensor1D, tf.GradSaveFunc];
    // Saved like the inputs: outside of the gradient they are freed before it is taken.
    save([input, factor, mean, variance]);
    return {
      value: tf.batchNorm(input, mean, variance, shift, factor, epsilon),
      gradFunc: (gradient: Tensor, saved: Tensor[]) => {
        const [seen, scaled, centre, spread] = saved as [Tensor4D, Tensor1D, Tensor1D, Tensor1D];
        const inverse = tf.rsqrt(tf.add(spread, epsilon));
        const count = seen.size / seen.shape[3];
        const normalised = tf.mul(tf.sub(seen, centre), inverse);
        const toOffset = tf.sum(gradient, [0, 1, 2]);
        const toScale = tf.sum(tf.mul(gradient, normalised), [0, 1, 2]);
        const along = tf.add(tf.mul(normalised, tf.div(toScale, count)), tf.div(toOffset, count));
        const toInput = tf.mul(tf.sub(gradient, along), tf.mul(scaled, inverse));
        return [toInput, toScale, toOffset];
      },
    };
  });
  return { output: normalise(x, scale, offset) as Tensor4D, mean, variance };
};
