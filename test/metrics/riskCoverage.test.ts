import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answeringOrder,
  riskAtCoverage,
  riskCoverageArea,
} from '../../compute/metrics/riskCoverage.ts';

const area = (scores: number[], wrong: number[], weights?: number[]) =>
  riskCoverageArea(answeringOrder(Float32Array.from(scores)), wrong, weights);

describe('riskCoverageArea', () => {
  it('is the mean of the risks among the 1, 2, … surest', () => {
    expect(area([0.1, 0.2, 0.3, 0.4], [0, 1, 0, 1])).toBeCloseTo(
      (0 + 1 / 2 + 1 / 3 + 2 / 4) / 4,
      12,
    );
  });

  it('is least when errors come last, and most when they come first', () => {
    const wrong = [0, 0, 0, 1, 1];
    expect(area([1, 2, 3, 4, 5], wrong)).toBeCloseTo((1 / 4 + 2 / 5) / 5, 12);
    expect(area([5, 4, 3, 2, 1], wrong)).toBeCloseTo((1 + 1 + 2 / 3 + 2 / 4 + 2 / 5) / 5, 12);
  });

  it('is the error rate when all scores are equal, whatever the order of images', () => {
    expect(area([1, 1, 1, 1], [1, 0, 0, 0])).toBeCloseTo(0.25, 12);
    expect(area([1, 1, 1, 1], [0, 0, 0, 1])).toBeCloseTo(0.25, 12);
  });

  it('counts an image of weight 2 like two images', () => {
    expect(area([1, 2, 3], [0, 1, 0], [2, 1, 0])).toBeCloseTo(area([1, 1, 2], [0, 0, 1]), 12);
  });

  it('is the mean over all orders of tied images', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1), { minLength: 4, maxLength: 4 }), (wrong) => {
        // Images 1 and 2 are tied: two orders.
        const tied = area([1, 2, 2, 3], wrong);
        const both = [area([1, 2, 2.5, 3], wrong), area([1, 2.5, 2, 3], wrong)];
        expect(tied).toBeCloseTo((both[0]! + both[1]!) / 2, 12);
      }),
    );
  });
});

describe('riskAtCoverage', () => {
  it('is the share of errors among the images answered', () => {
    const order = answeringOrder(Float32Array.from([0.4, 0.1, 0.3, 0.2]));
    const wrong = [1, 0, 1, 0];
    expect([0.25, 0.5, 0.75, 1].map((coverage) => riskAtCoverage(order, wrong, coverage))).toEqual([
      0,
      0,
      1 / 3,
      0.5,
    ]);
  });

  it('splits a group of equal scores evenly', () => {
    const order = answeringOrder(Float32Array.from([1, 1, 1, 1]));
    expect(riskAtCoverage(order, [1, 0, 0, 0], 0.5)).toBeCloseTo(0.25, 12);
  });

  it('refuses to answer no image', () => {
    const order = answeringOrder(Float32Array.from([1, 2]));
    expect(() => riskAtCoverage(order, [0, 0], 0.1)).toThrow(/cannot be answered/);
  });
});
