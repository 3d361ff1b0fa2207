import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bootstrapDifference,
  bootstrapEstimate,
  bootstrapMeans,
  quantile,
} from '../../compute/metrics/bootstrap.ts';
import { wilsonInterval } from '../../compute/metrics/wilson.ts';
import { generatorFor } from '../../compute/random/generator.ts';

describe('wilsonInterval', () => {
  it('gives the textbook interval of 81 of 263 (Newcombe 1998, table I)', () => {
    const { low, high } = wilsonInterval(81, 263);
    expect(low).toBeCloseTo(0.2553, 4);
    expect(high).toBeCloseTo(0.3662, 4);
  });

  it('stays inside 0 … 1 and contains the share', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (count, share) => {
          const { value, low, high } = wilsonInterval(Math.floor(share * count), count);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low <= value && value <= high).toBe(true);
        },
      ),
    );
  });

  it('refuses what is no share', () => {
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
    expect(() => wilsonInterval(0, 0)).toThrow(RangeError);
  });
});

describe('bootstrapMeans', () => {
  const generator = () => generatorFor(1, 'bootstrap');

  it('has the standard error of the mean', () => {
    const column = Float32Array.from({ length: 400 }, (_, index) => (index < 100 ? 1 : 0));
    const { value, low, high } = bootstrapEstimate(bootstrapMeans([column], 4000, generator()), 0);
    const standardError = Math.sqrt((0.25 * 0.75) / 400);
    expect(value).toBe(0.25);
    expect(high - low).toBeCloseTo(2 * 1.96 * standardError, 2);
  });

  it('pairs differences: equal columns differ by exactly 0', () => {
    const column = Float32Array.from({ length: 50 }, (_, index) => index % 3);
    const bootstrap = bootstrapMeans([column, column], 100, generator());
    expect(bootstrapDifference(bootstrap, 0, 1)).toEqual({ value: 0, low: 0, high: 0 });
  });

  it('refuses columns of different length', () => {
    expect(() =>
      bootstrapMeans([new Float32Array(2), new Float32Array(3)], 5, generator()),
    ).toThrow(/each image/);
  });
});

describe('quantile', () => {
  it('interpolates between order statistics', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4], 1)).toBe(4);
    expect(() => quantile([], 0.5)).toThrow(RangeError);
  });
});
