import * as tf from '@tensorflow/tfjs-core';
import type { BayesianPerceptron, DenseNormals } from './denseNormals.ts';
import type { StoredPosterior } from './posteriorFile.ts';
import { variationalShapes } from './variational.ts';

/** Copies a posterior into the numeric engine; free it with `tf.dispose(perceptronTensors(…))`. */
export function loadPosterior({ sizes, values }: StoredPosterior): BayesianPerceptron {
  const tensors = variationalShapes(sizes).map((shape, index) =>
    tf.tensor(values[index]!.slice(), shape, 'float32'),
  );
  return sizes.slice(1).map((_, layer) => {
    const [mean, deviation, biasMean, biasDeviation] = tensors.slice(4 * layer);
    return {
      kernel: { mean, deviation },
      bias: { mean: biasMean, deviation: biasDeviation },
    } as DenseNormals;
  });
}
