import * as tf from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BayesianPerceptron, DenseNormals } from '../../compute/bayes/denseNormals.ts';
import { imageVotes } from '../../compute/bayes/imageVotes.ts';
import { forwardLocal } from '../../compute/bayes/perceptronForward.ts';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import { normalsFor, type NormalSource } from '../../compute/random/normals.ts';

function layer(inputs: number, units: number, source: NormalSource): DenseNormals {
  const normal = (shape: number[]) =>
    tf.tensor(source.fill(new Float32Array(tf.util.sizeFromShape(shape))), shape);
  return {
    kernel: {
      mean: normal([inputs, units]) as Tensor2D,
      deviation: tf.abs(normal([inputs, units])) as Tensor2D,
    },
    bias: { mean: normal([units]) as Tensor1D, deviation: tf.abs(normal([units])) as Tensor1D },
  };
}

describe('votes on one image', () => {
  beforeAll(() => chooseEngine('cpu'));

  it('are the numbers that networks asked one by one give, and leave no tensors behind', () => {
    const source = normalsFor(1, 'layers');
    const perceptron: BayesianPerceptron = [
      layer(6, 5, source),
      layer(5, 4, source),
      layer(4, 3, source),
    ];
    const image = tf.tensor2d(source.fill(new Float32Array(6)), [1, 6]);
    const before = tf.memory().numTensors;
    const votes = imageVotes(perceptron, image, 40, normalsFor(2, 'votes'));
    expect(tf.memory().numTensors).toBe(before);
    const copies = tf.tile(image, [40, 1]);
    const expected = tf
      .softmax(forwardLocal(perceptron, copies, normalsFor(2, 'votes')))
      .dataSync();
    expect(votes.length).toBe(120);
    votes.forEach((vote, index) => expect(vote).toBeCloseTo(expected[index]!, 6));
  });
});
