import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { NormalSource } from '../random/normals.ts';
import {
  standardNormals,
  type BayesianPerceptron,
  type DenseNormals,
  type DenseWeights,
} from './denseNormals.ts';

/**
 * Outputs of a perceptron with definite weights.
 * @param inputs [n, inputs]
 * @returns [n, outputs]; the last layer has no ReLU
 */
export function forwardWeights(layers: readonly DenseWeights[], inputs: Tensor2D): Tensor2D {
  return tf.tidy(() => throughLayers(layers, inputs, applyDense));
}

/**
 * Outputs of a perceptron whose weights were drawn anew for every image: instead of weights, what a
 * unit receives is drawn, which is Normal with mean x·μ and variance x²·σ² (local
 * reparameterisation, Kingma, Salimans & Welling 2015, eq. 6). One image at a time, this is the same
 * distribution as that of `sampleWeights`; gradients vary less and far fewer numbers are drawn.
 * Differentiable in means and deviations.
 * @param inputs [n, inputs]
 */
export function forwardLocal(
  perceptron: BayesianPerceptron,
  inputs: Tensor2D,
  source: NormalSource,
): Tensor2D {
  return tf.tidy(() =>
    throughLayers(perceptron, inputs, (layer, x) => {
      const { mean, variance } = receivedMoments(layer, x);
      return tf.add(mean, tf.mul(tf.sqrt(variance), standardNormals(mean.shape, source)));
    }),
  );
}

/** Mean and variance of what the units of a layer receive, given its inputs; both [n, units]. */
export function receivedMoments(
  { kernel, bias }: DenseNormals,
  inputs: Tensor2D,
): { mean: Tensor2D; variance: Tensor2D } {
  return {
    mean: tf.add(tf.matMul(inputs, kernel.mean), bias.mean),
    variance: tf.add(
      tf.matMul(tf.square(inputs), tf.square(kernel.deviation)),
      tf.square(bias.deviation),
    ),
  };
}

function applyDense({ kernel, bias }: DenseWeights, x: Tensor2D): Tensor2D {
  return tf.add(tf.matMul(x, kernel), bias);
}

function throughLayers<Layer>(
  layers: readonly Layer[],
  inputs: Tensor2D,
  apply: (layer: Layer, x: Tensor2D) => Tensor2D,
): Tensor2D {
  return layers.reduce((x, layer, index) => apply(layer, index === 0 ? x : tf.relu(x)), inputs);
}
