import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { NormalSource } from '../random/normals.ts';

/** Independent Normal distributions, one for each element of a tensor. */
export interface Normals<Shape extends Tensor> {
  readonly mean: Shape;
  /** Standard deviations, > 0. */
  readonly deviation: Shape;
}

/** A dense layer whose weights are not known but distributed (a mean-field Normal). */
export interface DenseNormals {
  /** [inputs, units] */
  readonly kernel: Normals<Tensor2D>;
  /** [units] */
  readonly bias: Normals<Tensor1D>;
}

/** Layers of a perceptron, with a ReLU between each two; the last one gives the outputs. */
export type BayesianPerceptron = readonly DenseNormals[];

/** A dense layer with definite weights. */
export interface DenseWeights {
  readonly kernel: Tensor2D;
  readonly bias: Tensor1D;
}

/** Standard normals as a tensor. */
export function standardNormals<Shape extends Tensor>(
  shape: readonly number[],
  source: NormalSource,
): Shape {
  const values = source.fill(new Float32Array(tf.util.sizeFromShape([...shape])));
  return tf.tensor(values, [...shape]) as Shape;
}

/**
 * Draws w = μ + σ ε, ε ~ N(0, 1): the reparameterisation that lets gradients reach μ and σ (Kingma &
 * Welling 2014, §2.4; Blundell et al. 2015, §3.2).
 */
export function sampleNormals<Shape extends Tensor>(
  { mean, deviation }: Normals<Shape>,
  source: NormalSource,
): Shape {
  return tf.tidy(() => tf.add(mean, tf.mul(deviation, standardNormals(mean.shape, source))));
}

/** Draws all weights of a perceptron, layer by layer, kernel first. */
export function sampleWeights(
  perceptron: BayesianPerceptron,
  source: NormalSource,
): DenseWeights[] {
  return perceptron.map(({ kernel, bias }) => ({
    kernel: sampleNormals(kernel, source),
    bias: sampleNormals(bias, source),
  }));
}

/** The perceptron of the means, e.g. to be explained as an ordinary network. */
export function meanWeights(perceptron: BayesianPerceptron): DenseWeights[] {
  return perceptron.map(({ kernel, bias }) => ({ kernel: kernel.mean, bias: bias.mean }));
}

/** All tensors of a perceptron, in file order: of each layer the kernel, then the bias; μ, then σ. */
export function perceptronTensors(perceptron: BayesianPerceptron): Tensor[] {
  return perceptron.flatMap(({ kernel, bias }) => [
    kernel.mean,
    kernel.deviation,
    bias.mean,
    bias.deviation,
  ]);
}
