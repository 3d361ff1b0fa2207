import * as tf from '@tensorflow/tfjs-core';
import { normalTensor } from './tensors.ts';

type Padding = 'same' | 'valid';

function convolution(
  side: number,
  stride: number,
  padding: Padding,
  [channels, filters] = [4, 6],
): () => tf.Tensor[] {
  return () => {
    const x = normalTensor<tf.Rank.R4>(1, [3, 11, 10, channels]);
    const kernel = normalTensor<tf.Rank.R4>(2, [side, side, channels, filters]);
    const apply = (input: tf.Tensor, filter: tf.Tensor) =>
      tf.conv2d(input as tf.Tensor4D, filter as tf.Tensor4D, stride, padding);
    const output = apply(x, kernel);
    const dy = normalTensor<tf.Rank.R4>(3, output.shape);
    return [output, ...tf.grads(apply)([x, kernel], dy)];
  };
}

function pooling(
  pool: 'maxPool' | 'avgPool',
  side: number,
  stride: number,
  padding: Padding,
): () => tf.Tensor[] {
  return () => {
    const x = normalTensor<tf.Rank.R4>(4, [3, 9, 10, 4]);
    const apply = (input: tf.Tensor) => tf[pool](input as tf.Tensor4D, side, stride, padding);
    const output = apply(x);
    const dy = normalTensor<tf.Rank.R4>(5, output.shape);
    return [output, tf.grad(apply)(x, dy)];
  };
}

/** Small whole numbers around zero: windows with several largest values, and with negative ones. */
function poolingOfTies(): tf.Tensor[] {
  return ([2, 3] as const).flatMap((side) => {
    const apply = (input: tf.Tensor) => tf.maxPool(input as tf.Tensor4D, side, 2, 'same');
    const x = tf.round(tf.sub(normalTensor<tf.Rank.R4>(11, [3, 9, 10, 4]), 1));
    return [tf.grad(apply)(x, normalTensor<tf.Rank.R4>(12, apply(x).shape))];
  });
}

function classifier(): tf.Tensor[] {
  const x = normalTensor<tf.Rank.R2>(6, [7, 40]);
  const kernel = normalTensor<tf.Rank.R2>(7, [40, 10]);
  const bias = normalTensor<tf.Rank.R1>(8, [10]);
  const target = tf.oneHot(tf.tensor1d([0, 1, 2, 3, 4, 5, 9], 'int32'), 10);
  const logits = (input: tf.Tensor, weights: tf.Tensor, offsets: tf.Tensor) =>
    tf.relu(tf.add(tf.matMul(input as tf.Tensor2D, weights as tf.Tensor2D), offsets));
  const crossEntropy = (...parts: tf.Tensor[]) => {
    const [input, weights, offsets] = parts as [tf.Tensor, tf.Tensor, tf.Tensor];
    const values = logits(input, weights, offsets);
    const chosen = tf.sum(tf.mul(values, target), -1);
    return tf.mean(tf.sub(tf.logSumExp(values, -1), chosen));
  };
  return [
    logits(x, kernel, bias),
    tf.softmax(logits(x, kernel, bias)),
    ...tf.grads(crossEntropy)([x, kernel, bias]),
  ];
}

function transposedConvolution(): tf.Tensor[] {
  const x = normalTensor<tf.Rank.R4>(9, [2, 6, 5, 3]);
  const kernel = normalTensor<tf.Rank.R4>(10, [3, 3, 4, 3]);
  return [tf.conv2dTranspose(x, kernel, [2, 6, 5, 4], 1, 'same')];
}

/** What every engine must compute alike, each with the tensors it gives. */
export const operations: Readonly<Record<string, () => tf.Tensor[]>> = {
  'convolution 3 × 3, same': convolution(3, 1, 'same'),
  // Native computes the input gradient of filters as wide as these in its own way.
  'convolution 3 × 3, wide, same': convolution(3, 1, 'same', [64, 65]),
  'convolution 3 × 3, wide, valid': convolution(3, 1, 'valid', [64, 65]),
  'convolution 3 × 3, wide, stride 2': convolution(3, 2, 'same', [64, 65]),
  'convolution 3 × 3, valid': convolution(3, 1, 'valid'),
  'convolution 5 × 5, stride 2, same': convolution(5, 2, 'same'),
  'convolution 2 × 2, stride 3, valid': convolution(2, 3, 'valid'),
  'convolution 1 × 1': convolution(1, 1, 'same'),
  'max pooling 2 × 2': pooling('maxPool', 2, 2, 'valid'),
  'max pooling 3 × 3, stride 2, same': pooling('maxPool', 3, 2, 'same'),
  'max pooling of equal and negative values': poolingOfTies,
  'average pooling 2 × 2': pooling('avgPool', 2, 2, 'valid'),
  'average pooling 3 × 3, stride 2, same': pooling('avgPool', 3, 2, 'same'),
  'dense, relu, softmax, cross-entropy': classifier,
  'transposed convolution': transposedConvolution,
};
