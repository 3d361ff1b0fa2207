import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';

/**
 * Batch norm over the batch in training, differentiable in x, scale and offset.
 * Returns the output and the batch mean and (biased) variance of each channel, both [channels].
 */
export type TrainingBatchNorm = (
  x: Tensor4D,
  scale: Tensor1D,
  offset: Tensor1D,
  epsilon: number,
) => { output: Tensor4D; mean: Tensor1D; variance: Tensor1D };
