import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { PoolLayer } from '../../networks/architecture.ts';
import { layerStrides } from '../../networks/layerShapes.ts';
import { poolingWindows } from './poolingWindows.ts';
import { conserved, divideStabilised, nothing, type Propagation } from './propagate.ts';
import { DEFAULT_STABILISER } from './rules.ts';

/** Below every activation, and small enough that differences to it stay finite. */
const PADDING_OF_MAXIMUM = -1e38;

/** How relevance goes down through a pooling layer. Call `propagate` inside `tf.tidy`. */
export interface PoolingRule {
  readonly name: string;
  /**
   * @param input what the layer saw, [n, height, width, channels]
   * @param output what it gave
   * @param relevance of the output
   */
  propagate(layer: PoolLayer, input: Tensor4D, output: Tensor4D, relevance: Tensor4D): Propagation;
}

/** Winner takes all, the first in row-major order where several inputs share the maximum. */
export const winnerTakesAll: PoolingRule = {
  name: 'winner takes all',
  propagate: (layer, input, output, relevance) =>
    conserved(
      tf.getBackend() === NATIVE
        ? gradientOfMaximum(layer, input, output, relevance)
        : toFirstMaximum(layer, input, output, relevance),
    ),
};

/**
 * The engine whose gradient of max pooling does the same in a third of the time. It is not left to the
 * others: as tfjs ships them, wasm and webgpu give all to the last maximum.
 */
const NATIVE = 'tensorflow';

function gradientOfMaximum(
  layer: PoolLayer,
  input: Tensor4D,
  output: Tensor4D,
  relevance: Tensor4D,
): Tensor {
  return tf
    .engine()
    .runKernel(
      tf.MaxPoolGrad,
      { dy: relevance, input, output },
      { filterSize: [...layer.size], strides: [...layerStrides(layer)], pad: layer.padding },
    );
}

function toFirstMaximum(
  layer: PoolLayer,
  input: Tensor4D,
  output: Tensor4D,
  relevance: Tensor4D,
): Tensor {
  const windows = poolingWindows(layer, input.shape);
  const none = tf.zerosLike(relevance);
  let left = relevance;
  const shares = windows.read(input, PADDING_OF_MAXIMUM).map((view) => {
    const isLess = tf.greater(output, view);
    const share = tf.where<Tensor4D>(isLess, none, left);
    left = tf.where<Tensor4D>(isLess, left, none);
    return share;
  });
  return windows.add(shares);
}

/**
 * LRP-ε for a mean, which is a sum without parameters: R_j = Σ_k (x_j / |P_k|) R_k / s(mean of P_k),
 * where the window P_k counts the inputs inside the image only.
 */
export const meanProportional: PoolingRule = {
  name: `ε = ${DEFAULT_STABILISER}`,
  propagate: (layer, input, output, relevance) => {
    const inside = tf.ones([1, input.shape[1], input.shape[2], 1]) as Tensor4D;
    const counted = poolingWindows(layer, inside.shape).read(inside, 0);
    const { quotient, lostToStabiliser } = divideStabilised(relevance, output, DEFAULT_STABILISER);
    const share = tf.div<Tensor4D>(quotient, tf.addN(counted));
    const below = poolingWindows(layer, input.shape).add(counted.map(() => share));
    return {
      relevance: tf.mul(below, input),
      losses: () => ({ lostToBias: nothing(relevance), lostToStabiliser: lostToStabiliser() }),
    };
  },
};
