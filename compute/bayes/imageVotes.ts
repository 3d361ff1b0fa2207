import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { NormalSource } from '../random/normals.ts';
import { standardNormals, type BayesianPerceptron } from './denseNormals.ts';
import { receivedMoments } from './perceptronForward.ts';

/**
 * Class probabilities that sampled networks give one image, by local reparameterisation: the same
 * distribution as drawing each network's weights, at the cost of two matrix products a layer. All
 * networks are given the same image, so the moments of what the first layer receives, by far the
 * largest, are taken once and not once a network.
 * @param image [1, inputs]
 * @returns row-major [samples × classes]
 */
export function imageVotes(
  perceptron: BayesianPerceptron,
  image: Tensor2D,
  samples: number,
  source: NormalSource,
): Float32Array {
  return tf.tidy(() => {
    const outputs = perceptron.reduce<Tensor2D>((x, layer, index) => {
      const { mean, variance } = receivedMoments(layer, index === 0 ? x : tf.relu(x));
      const noise = standardNormals<Tensor2D>([samples, mean.shape[1]], source);
      return tf.add(mean, tf.mul(tf.sqrt(variance), noise));
    }, image);
    return tf.softmax(outputs).dataSync() as Float32Array;
  });
}
