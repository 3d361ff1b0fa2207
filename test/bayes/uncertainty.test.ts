import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PredictiveSum } from '../../compute/bayes/predictiveSum.ts';
import { entropy } from '../../compute/bayes/uncertainty.ts';

/** The sum over given networks, each row-major [images × classes]. */
function sumOf(classes: number, networks: readonly number[][]): PredictiveSum {
  const sum = new PredictiveSum(networks[0]!.length / classes, classes, networks.length);
  for (const network of networks) sum.add(Float32Array.from(network));
  return sum;
}

describe('entropy', () => {
  it('is 0 for a certain class and ln K for the uniform distribution', () => {
    expect(entropy([0, 1, 0])).toBe(0);
    expect(entropy(Array<number>(10).fill(0.1))).toBeCloseTo(Math.log(10), 12);
  });
});

describe('the decomposition of uncertainty', () => {
  it('is all epistemic where certain networks contradict each other', () => {
    const { total, aleatoric, epistemic } = sumOf(2, [
      [1, 0],
      [0, 1],
    ]).uncertainty();
    expect(total[0]).toBeCloseTo(Math.log(2), 6);
    expect(aleatoric[0]).toBe(0);
    expect(epistemic[0]).toBeCloseTo(Math.log(2), 6);
  });

  it('is all aleatoric where networks agree that they cannot tell', () => {
    const { total, aleatoric, epistemic } = sumOf(2, [
      [0.5, 0.5],
      [0.5, 0.5],
    ]).uncertainty();
    expect(total[0]).toBeCloseTo(Math.log(2), 6);
    expect(aleatoric[0]).toBeCloseTo(Math.log(2), 6);
    expect(epistemic[0]).toBe(0);
  });

  it('adds up, and no part is negative', () => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(probability, { minLength: 1, maxLength: 8 }), (firsts) => {
        const { total, aleatoric, epistemic } = sumOf(
          2,
          firsts.map((first) => [first, 1 - first]),
        ).uncertainty();
        expect(aleatoric[0]! + epistemic[0]!).toBeCloseTo(total[0]!, 5);
        expect(aleatoric[0]!).toBeGreaterThanOrEqual(0);
        expect(epistemic[0]!).toBeGreaterThanOrEqual(0);
        expect(total[0]!).toBeLessThanOrEqual(Math.log(2) + 1e-6);
      }),
    );
  });
});

describe('PredictiveSum', () => {
  it('has means and medians of each image and class', () => {
    const sum = sumOf(2, [
      [0.1, 0.9, 0.5, 0.5],
      [0.2, 0.8, 0.6, 0.4],
      [0.9, 0.1, 0.1, 0.9],
    ]);
    expect([...sum.mean()].map((value) => Number(value.toFixed(4)))).toEqual([0.4, 0.6, 0.4, 0.6]);
    expect([...sum.median()].map((value) => Number(value.toFixed(4)))).toEqual([
      0.2, 0.8, 0.5, 0.5,
    ]);
  });

  it('refuses probabilities of another number of images', () => {
    const sum = new PredictiveSum(2, 3, 1);
    expect(() => sum.add(new Float32Array(3))).toThrow(/3 probabilities for 2 images of 3 classes/);
  });
});
