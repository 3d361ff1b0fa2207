import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlation, rankCorrelation } from '../../compute/metrics/rankCorrelation.ts';

describe('rankCorrelation', () => {
  it('is 1 for any rising relation and −1 for any falling one', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 2 }),
        (values) => {
          const cubes = values.map((value) => value ** 3);
          const negative = values.map((value) => -value);
          expect(rankCorrelation(values, cubes)).toBeCloseTo(1, 12);
          expect(rankCorrelation(values, negative)).toBeCloseTo(-1, 12);
        },
      ),
    );
  });

  it('is 1 − 6 Σd² / (n³ − n) without ties', () => {
    expect(rankCorrelation([10, 20, 30, 40, 50], [2, 1, 4, 3, 5])).toBeCloseTo(1 - 24 / 120, 12);
  });

  it('gives equal values the mean of their ranks', () => {
    // Ranks 1.5, 1.5, 3, 4 against 1, 2, 3, 4.
    expect(rankCorrelation([7, 7, 8, 9], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
  });

  it('is 0 where nothing is ordered', () => {
    expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBe(0);
  });

  it('refuses lists it cannot pair', () => {
    expect(() => rankCorrelation([1], [1])).toThrow(RangeError);
    expect(() => rankCorrelation([1, 2], [1, 2, 3])).toThrow(RangeError);
    expect(() => rankCorrelation([1, NaN], [1, 2])).toThrow(RangeError);
  });
});

describe('correlation', () => {
  it('is exact for a line, 0 for a constant, and does not change with scale', () => {
    expect(correlation([1, 2, 4], [3, 5, 9])).toBeCloseTo(1, 12);
    expect(correlation([1, 2, 4], [2, 2, 2])).toBe(0);
    expect(correlation([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(0, 12);
    expect(correlation([1, 2, 3, 5], [2, 1, 4, 3])).toBeCloseTo(
      correlation([10, 20, 30, 50], [-1, -2, 1, 0]),
      12,
    );
  });
});
