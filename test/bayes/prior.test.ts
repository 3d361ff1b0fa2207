import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleNormals } from '../../compute/bayes/denseNormals.ts';
import { klToNormal, priorLogDensity, sampledKl, type Prior } from '../../compute/bayes/prior.ts';
import { registerGradients } from '../../compute/engine/registerGradients.ts';
import { normalsFor } from '../../compute/random/normals.ts';

beforeAll(async () => {
  registerGradients();
  await tf.setBackend('cpu');
});

const number = (scalar: Scalar) => scalar.dataSync()[0]!;
const logDensity = (x: number, deviation: number) =>
  -0.5 * (x / deviation) ** 2 - Math.log(deviation * Math.sqrt(2 * Math.PI));
const density = (x: number, deviation: number) => Math.exp(logDensity(x, deviation));

const MIXTURE: Prior = { type: 'scaleMixture', share: 0.25, wide: 1, narrow: 0.05 };

/** ∫ q ln(q/p) by the trapezoidal rule, which is exact to rounding for such smooth integrands. */
function integratedKl(mean: number, deviation: number, logPrior: (x: number) => number): number {
  const steps = 4000;
  const width = (24 * deviation) / steps;
  let sum = 0;
  for (let step = 0; step <= steps; step++) {
    const x = mean + (step - steps / 2) * width;
    const own = logDensity(x - mean, deviation);
    sum += Math.exp(own) * (own - logPrior(x)) * width;
  }
  return sum;
}

describe('klToNormal', () => {
  it('is the integral of q ln(q/p)', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: 0.05, max: 2, noNaN: true }),
        fc.double({ min: 0.2, max: 3, noNaN: true }),
        (mean, deviation, prior) => {
          const normals = { mean: tf.tensor1d([mean]), deviation: tf.tensor1d([deviation]) };
          const exact = integratedKl(mean, deviation, (x) => logDensity(x, prior));
          const found = number(klToNormal(normals, prior));
          expect(Math.abs(found - exact)).toBeLessThan(1e-5 * (1 + exact));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('has the gradient that differences of the closed form have', () => {
    const [mean, deviation] = [tf.tensor1d([0.3, -0.2]), tf.tensor1d([0.1, 0.5])];
    const kl = (m: Tensor, d: Tensor) => tf.mul(klToNormal({ mean: m, deviation: d }, 0.4), 3);
    const { grads } = tf.valueAndGrads(kl)([mean, deviation]);
    const step = 1e-3;
    const difference = (to: 'mean' | 'deviation', index: number) => {
      const moved = (sign: number) => {
        const by = tf.tensor1d([0, 1].map((at) => (at === index ? sign * step : 0)));
        return to === 'mean'
          ? number(kl(tf.add(mean, by), deviation) as Scalar)
          : number(kl(mean, tf.add(deviation, by)) as Scalar);
      };
      return (moved(1) - moved(-1)) / (2 * step);
    };
    for (const index of [0, 1]) {
      expect(grads[0]!.dataSync()[index]!).toBeCloseTo(difference('mean', index), 1);
      expect(grads[1]!.dataSync()[index]!).toBeCloseTo(difference('deviation', index), 1);
    }
  });

  it('is 0 for the prior itself and adds up over weights', () => {
    const prior = { mean: tf.zeros([3, 2]), deviation: tf.fill([3, 2], 0.4) };
    expect(number(klToNormal(prior, 0.4))).toBeCloseTo(0, 5);
    const one = { mean: tf.tensor1d([0.3]), deviation: tf.tensor1d([0.2]) };
    const many = { mean: tf.fill([3, 2], 0.3), deviation: tf.fill([3, 2], 0.2) };
    expect(number(klToNormal(many, 0.4))).toBeCloseTo(6 * number(klToNormal(one, 0.4)), 4);
  });
});

describe('priorLogDensity', () => {
  it('of a scale mixture is the log of the weighted sum of densities, far out as well', () => {
    for (const x of [0, 0.01, 0.1, -0.3, 2, -20]) {
      const expected =
        Math.abs(x) < 5
          ? Math.log(0.25 * density(x, 1) + 0.75 * density(x, 0.05))
          : Math.log(0.25) - x ** 2 / 2 - Math.log(Math.sqrt(2 * Math.PI));
      expect(number(priorLogDensity(MIXTURE, tf.tensor1d([x])))).toBeCloseTo(expected, 4);
    }
  });
});

describe('sampledKl', () => {
  const average = (prior: Prior, mean: number, deviation: number) => {
    const source = normalsFor(1, 'sampled-kl', mean);
    const draws = 200_000;
    return tf.tidy(() => {
      const normals = { mean: tf.fill([draws], mean), deviation: tf.fill([draws], deviation) };
      const weights: Tensor = sampleNormals(normals, source);
      return number(sampledKl(normals, weights, prior)) / draws;
    });
  };

  it('averages to the exact KL for a Normal prior', () => {
    const exact = integratedKl(0.5, 0.3, (x) => logDensity(x, 0.8));
    const found = average({ type: 'normal', deviation: 0.8 }, 0.5, 0.3);
    expect(Math.abs(found / exact - 1)).toBeLessThan(0.01);
  });

  it('averages to the integral for a scale mixture', () => {
    const mixture = (x: number) => Math.log(0.25 * density(x, 1) + 0.75 * density(x, 0.05));
    const exact = integratedKl(0.2, 0.1, mixture);
    expect(Math.abs(average(MIXTURE, 0.2, 0.1) / exact - 1)).toBeLessThan(0.01);
  });
});
