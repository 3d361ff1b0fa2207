import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { NormalSource } from '../random/normals.ts';
import { sampleWeights, type BayesianPerceptron } from './denseNormals.ts';
import { forwardWeights } from './perceptronForward.ts';
import { PredictiveSum } from './predictiveSum.ts';

/**
 * Class probabilities of sampled networks, one network after the other: its weights are drawn once
 * and all images go through it together, so that 100 networks cost 100 forward passes.
 * @param inputs [n, inputs]
 * @param sourceOf numbers of a sampled network; equal sources give the same networks everywhere
 * @param each receives row-major [n × classes] of network 0 … samples − 1
 */
export function eachSampledNetwork(
  perceptron: BayesianPerceptron,
  inputs: Tensor2D,
  samples: number,
  sourceOf: (sample: number) => NormalSource,
  each: (probabilities: Float32Array, sample: number) => void,
): void {
  for (let sample = 0; sample < samples; sample++) {
    const probabilities = tf.tidy(() => {
      const weights = sampleWeights(perceptron, sourceOf(sample));
      return tf.softmax(forwardWeights(weights, inputs)).dataSync() as Float32Array;
    });
    each(probabilities, sample);
  }
}

/**
 * Predictive distribution of images by Monte Carlo:
 *   p(y | x, D) ≈ 1/S Σ_s p(y | x, w_s), w_s ~ q(w).
 * See `eachSampledNetwork` for the parameters.
 */
export function predict(
  perceptron: BayesianPerceptron,
  inputs: Tensor2D,
  samples: number,
  sourceOf: (sample: number) => NormalSource,
): PredictiveSum {
  const classes = perceptron.at(-1)!.bias.mean.size;
  const sum = new PredictiveSum(inputs.shape[0], classes, samples);
  eachSampledNetwork(perceptron, inputs, samples, sourceOf, (probabilities) => {
    sum.add(probabilities);
  });
  return sum;
}
