import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topMembership, topOverlap, topProbability } from '../../compute/metrics/topOverlap.ts';
import { generatorFor } from '../../compute/random/generator.ts';

const map = (...values: number[]) => Float32Array.from(values);

const maps = fc
  .array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 30 })
  .map((values) => Float32Array.from(values));

describe('membership of the top', () => {
  it('is 1 above the border, 0 below, and shared on it', () => {
    expect([...topMembership(map(5, 1, 3, 3, 3, -9), 0.5)]).toEqual([1, 0, 2 / 3, 2 / 3, 2 / 3, 0]);
    expect([...topMembership(map(5, -7, 3, 0, 1), 0.2)]).toEqual([1, 0, 0, 0, 0]);
    expect([...topMembership(map(1, 2), 0.01)]).toEqual([0, 1]);
    expect([...topMembership(map(1, 2), 1)]).toEqual([1, 1]);
  });

  it('adds up to the number of pixels taken', () => {
    fc.assert(
      fc.property(maps, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
        const sum = topMembership(values, share).reduce((total, chance) => total + chance, 0);
        expect(sum).toBeCloseTo(Math.max(1, Math.round(share * values.length)), 9);
      }),
    );
  });

  it('refuses empty maps, NaN, and shares out of range', () => {
    expect(() => topMembership(map(), 0.2)).toThrow('a map without pixels');
    expect(() => topMembership(map(1, NaN), 0.2)).toThrow('pixel 1 is NaN');
    expect(() => topMembership(map(1), 0)).toThrow('a top share of 0');
    expect(() => topMembership(map(1), 1.1)).toThrow(RangeError);
  });
});

describe('the probability to be in the top', () => {
  it('is the share of runs that take a pixel', () => {
    const runs = [map(9, 8, 1, 0), map(9, 1, 8, 0), map(9, 8, 0, 1), map(9, 0, 0, 0)];
    const expected = [1, 0.5 + 1 / 12, 0.25 + 1 / 12, 1 / 12];
    topProbability(runs, 0.5).forEach((chance, pixel) => {
      expect(chance).toBeCloseTo(expected[pixel]!, 12);
    });
  });

  it('needs a run, and runs of one image', () => {
    expect(() => topProbability([], 0.2)).toThrow('0 maps');
    expect(() => topProbability([map(1, 2), map(1)], 0.2)).toThrow('1 pixels for an image of 2');
  });
});

describe('overlap of the top', () => {
  it('is 1 for equal maps, whatever their ties, and 0 for tops without a common pixel', () => {
    fc.assert(
      fc.property(maps, (values) => {
        const { overlap, jaccard } = topOverlap([values, values, values], 0.2);
        expect(overlap).toBeCloseTo(1, 12);
        expect(jaccard).toBeCloseTo(1, 12);
      }),
    );
    expect(topOverlap([map(1, 2, 0, 0), map(0, 0, 2, 1)], 0.5)).toEqual({ overlap: 0, jaccard: 0 });
  });

  it('is the mean over pairs of the common pixels of those taken', () => {
    const runs = [map(4, 3, 1, 0), map(4, 1, 3, 0), map(4, 3, 0, 1)];
    // 1, 2 and 1 of two pixels in common; 1 of 3, all, 1 of 3 of either.
    const { overlap, jaccard } = topOverlap(runs, 0.5);
    expect(overlap).toBeCloseTo((0.5 + 1 + 0.5) / 3, 12);
    expect(jaccard).toBeCloseTo((1 / 3 + 1 + 1 / 3) / 3, 12);
  });

  it('is about the share itself for maps that have nothing in common', () => {
    const generator = generatorFor(5, 'maps');
    const runs = Array.from({ length: 12 }, () =>
      Float32Array.from({ length: 500 }, () => generator.uniform()),
    );
    const { overlap, jaccard } = topOverlap(runs, 0.2);
    expect(overlap).toBeCloseTo(0.2, 1);
    expect(jaccard).toBeCloseTo(1 / 9, 1);
  });

  it('needs two runs of one image', () => {
    expect(() => topOverlap([map(1, 2)], 0.2)).toThrow('1 maps; agreement takes 2 or more');
    expect(() => topOverlap([map(1, 2), map(1, 2, 3)], 0.2)).toThrow(RangeError);
  });
});
