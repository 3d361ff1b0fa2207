import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  meanWeights,
  sampleWeights,
  type BayesianPerceptron,
} from '../../compute/bayes/denseNormals.ts';
import { forwardLocal, forwardWeights } from '../../compute/bayes/perceptronForward.ts';
import { imageVotes } from '../../compute/bayes/imageVotes.ts';
import { predict } from '../../compute/bayes/predictive.ts';
import { normalsFor } from '../../compute/random/normals.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** A layer whose means and deviations are known functions of the place. */
function layer(inputs: number, units: number): BayesianPerceptron[number] {
  const at = (index: number) => Math.sin(1 + index);
  const count = inputs * units;
  return {
    kernel: {
      mean: tf.tensor2d(
        Float32Array.from({ length: count }, (_, i) => at(i)),
        [inputs, units],
      ),
      deviation: tf.tensor2d(
        Float32Array.from({ length: count }, (_, i) => 0.2 + 0.3 * at(i) ** 2),
        [inputs, units],
      ),
    },
    bias: {
      mean: tf.tensor1d(Array.from({ length: units }, (_, i) => 0.5 * at(7 * i))),
      deviation: tf.fill([units], 0.3),
    },
  };
}

const INPUTS = [
  [1, 0.5, -1],
  [0, 0, 0.2],
];
const DRAWS = 40_000;

describe('a linear model', () => {
  /** Means and variances of outputs by their definition, [images][units]. */
  const exactMoments = ([own]: BayesianPerceptron) => {
    const { kernel, bias } = own!;
    const [mean, deviation] = [kernel.mean.arraySync(), kernel.deviation.arraySync()];
    const [biasMean, biasDeviation] = [bias.mean.arraySync(), bias.deviation.arraySync()];
    return INPUTS.map((x) =>
      biasMean.map((start, unit) => ({
        mean: x.reduce((sum, value, input) => sum + value * mean[input]![unit]!, start),
        variance: x.reduce(
          (sum, value, input) => sum + (value * deviation[input]![unit]!) ** 2,
          biasDeviation[unit]! ** 2,
        ),
      })),
    );
  };

  const checkMoments = (draws: Float32Array[], perceptron: BayesianPerceptron) => {
    exactMoments(perceptron).forEach((units, image) => {
      units.forEach(({ mean, variance }, unit) => {
        const values = draws.map((draw) => draw[image * units.length + unit]!);
        const average = values.reduce((sum, value) => sum + value) / values.length;
        const spread =
          values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length;
        expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(variance / values.length));
        expect(Math.abs(spread / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / values.length));
      });
    });
  };

  it('has predictive means x·μ and variances x²·σ² when weights are drawn', () => {
    const perceptron = [layer(3, 2)];
    const source = normalsFor(1, 'weights');
    const draws = Array.from({ length: 4000 }, () =>
      tf.tidy(
        () =>
          forwardWeights(
            sampleWeights(perceptron, source),
            tf.tensor2d(INPUTS),
          ).dataSync() as Float32Array,
      ),
    );
    checkMoments(draws, perceptron);
  });

  it('has the same when what the units receive is drawn', () => {
    const perceptron = [layer(3, 2)];
    const all = tf.tidy(() => {
      const copies = tf.tile(tf.tensor2d(INPUTS), [DRAWS, 1]);
      return forwardLocal(perceptron, copies, normalsFor(1, 'local')).dataSync() as Float32Array;
    });
    const draws = Array.from({ length: DRAWS }, (_, draw) => all.subarray(draw * 4, draw * 4 + 4));
    checkMoments(draws, perceptron);
  });
});

describe('predict', () => {
  const image = () => tf.tensor2d([INPUTS[0]!]);

  it('of a linear model of two classes is the integral of the logistic function', () => {
    const perceptron = [layer(3, 2)];
    const [mean, variance] = differenceMoments(perceptron);
    const exact = integrate((z) => 1 / (1 + Math.exp(-(mean + z * Math.sqrt(variance)))));
    const samples = 4000;
    const found = tf.tidy(() => {
      const sum = predict(perceptron, image(), samples, (sample) => normalsFor(2, 'nets', sample));
      return sum.mean()[0]!;
    });
    expect(Math.abs(found - exact)).toBeLessThan(4 * Math.sqrt(0.25 / samples));
  });

  function differenceMoments([own]: BayesianPerceptron): [mean: number, variance: number] {
    const [mean, deviation] = [own!.kernel.mean.arraySync(), own!.kernel.deviation.arraySync()];
    const bias = own!.bias.mean.arraySync();
    let [difference, variance] = [bias[0]! - bias[1]!, 2 * 0.3 ** 2];
    INPUTS[0]!.forEach((x, input) => {
      difference += x * (mean[input]![0]! - mean[input]![1]!);
      variance += x ** 2 * (deviation[input]![0]! ** 2 + deviation[input]![1]! ** 2);
    });
    return [difference, variance];
  }

  /** ∫ f(z) N(z; 0, 1) dz. */
  function integrate(f: (z: number) => number): number {
    let sum = 0;
    for (let z = -9; z <= 9; z += 0.001) sum += f(z) * Math.exp(-0.5 * z * z) * 0.001;
    return sum / Math.sqrt(2 * Math.PI);
  }

  it('agrees with votes by local reparameterisation through a hidden layer', () => {
    const perceptron = [layer(3, 5), layer(5, 3)];
    const input = image();
    const sum = predict(perceptron, input, 6000, (sample) => normalsFor(3, 'nets', sample));
    const votes = imageVotes(perceptron, input, 6000, normalsFor(3, 'votes'));
    const mean = sum.mean();
    for (let label = 0; label < 3; label++) {
      let voted = 0;
      for (let sample = 0; sample < 6000; sample++) voted += votes[sample * 3 + label]!;
      expect(Math.abs(voted / 6000 - mean[label]!)).toBeLessThan(4 * Math.sqrt(0.5 / 6000));
    }
  });

  it('without spread is what the network of the means says, with no disagreement', () => {
    const certain = [layer(3, 4), layer(4, 3)].map(({ kernel, bias }) => ({
      kernel: { ...kernel, deviation: tf.zerosLike(kernel.deviation) },
      bias: { ...bias, deviation: tf.zerosLike(bias.deviation) },
    }));
    const inputs: Tensor2D = tf.tensor2d(INPUTS);
    const sum = predict(certain, inputs, 5, (sample) => normalsFor(4, sample));
    const expected = tf.softmax(forwardWeights(meanWeights(certain), inputs)).dataSync();
    sum.mean().forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 6));
    expect([...sum.median()]).toEqual([...expected]);
    for (const value of sum.uncertainty().epistemic) expect(value).toBeCloseTo(0, 6);
  });

  it('leaves no tensors behind', () => {
    const perceptron = [layer(3, 4), layer(4, 3)];
    const inputs = image();
    const before = tf.memory().numTensors;
    predict(perceptron, inputs, 3, (sample) => normalsFor(5, sample));
    imageVotes(perceptron, inputs, 3, normalsFor(5, 'votes'));
    expect(tf.memory().numTensors).toBe(before);
  });
});
