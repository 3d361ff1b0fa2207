import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import { nativeTrainingBatchNorm } from '../../compute/engine/nativeBatchNorm.ts';
import type { TrainingBatchNorm } from '../../compute/networks/trainingBatchNorm.ts';
import { describeNative } from './nativeOnly.ts';
import { expectClose, normalTensor } from './tensors.ts';

/** Ioffe & Szegedy 2015, algorithm 1, of elementary operations. */
const composed: TrainingBatchNorm = (x, scale, offset, epsilon) => {
  const { mean, variance } = tf.moments(x, [0, 1, 2]);
  const normalised = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, epsilon)));
  return {
    output: tf.add(tf.mul(normalised, scale), offset),
    mean: mean as tf.Tensor1D,
    variance: variance as tf.Tensor1D,
  };
};

type Inputs = [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D];

function inputs(shape: [number, number, number, number]): Inputs {
  return [
    tf.add(tf.mul(normalTensor<tf.Rank.R4>(1, shape), 2), 0.5),
    normalTensor<tf.Rank.R1>(2, [shape[3]]),
    normalTensor<tf.Rank.R1>(3, [shape[3]]),
  ];
}

function outputsAndGradients(
  batchNorm: TrainingBatchNorm,
  shape: [number, number, number, number],
  epsilon: number,
): Float32Array[] {
  return tf.tidy(() => {
    const values = inputs(shape);
    const { output, mean, variance } = batchNorm(...values, epsilon);
    const gradients = tf.grads((...parts: tf.Tensor[]) => {
      const [x, scale, offset] = parts as Inputs;
      return batchNorm(x, scale, offset, epsilon).output;
    })(values, normalTensor<tf.Rank.R4>(4, shape));
    return [output, mean, variance, ...gradients].map((tensor) =>
      tensor.dataSync<'float32'>().slice(),
    );
  });
}

describeNative('training batch norm of the native engine', () => {
  beforeAll(async () => {
    const { trainingBatchNorm } = await chooseEngine('native');
    expect(trainingBatchNorm).toBe(nativeTrainingBatchNorm);
  });

  for (const [shape, epsilon] of [
    [[4, 5, 6, 3], 1e-3],
    [[32, 8, 8, 16], 1e-5],
    [[2, 1, 1, 7], 1e-2],
    [[1, 3, 4, 64], 1e-3],
  ] as const)
    it(`equals the composed form, with gradients, on ${shape.join(' × ')}`, () => {
      const expected = outputsAndGradients(composed, [...shape], epsilon);
      const actual = outputsAndGradients(nativeTrainingBatchNorm, [...shape], epsilon);
      for (const [index, values] of actual.entries()) expectClose(values, expected[index]!, 2e-5);
    });

  it('gives the biased variance', () => {
    const variance = tf.tidy(() => {
      const x = tf.tensor4d([1, 3], [2, 1, 1, 1]);
      return nativeTrainingBatchNorm(x, tf.tensor1d([1]), tf.tensor1d([0]), 1e-3)
        .variance.dataSync<'float32'>()
        .slice();
    });
    expect([...variance]).toEqual([1]);
  });

  it('keeps tensor counts flat, within gradients and without tidy', () => {
    const held = () => [tf.memory().numTensors, tf.memory().numDataBuffers];
    const [x, scale, offset] = inputs([4, 5, 6, 3]);
    const before = held();
    const { output, mean, variance } = nativeTrainingBatchNorm(x, scale, offset, 1e-3);
    expect(held()).toEqual(before.map((count) => count + 3));
    tf.dispose([output, mean, variance]);
    expect(held()).toEqual(before);

    const weight = tf.variable(scale);
    const withVariable = held();
    const { value, grads } = tf.variableGrads(
      () =>
        tf.mean<tf.Scalar>(nativeTrainingBatchNorm(x, weight as tf.Tensor1D, offset, 1e-3).output),
      [weight],
    );
    tf.dispose([value, ...Object.values(grads)]);
    expect(held()).toEqual(withVariable);
    tf.dispose([x, scale, offset]);
    weight.dispose();
  });
});
