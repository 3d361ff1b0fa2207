import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { criticalTau, kendallsW, kendallTau } from '../../compute/metrics/kendall.ts';
import { pairOrders } from '../../compute/metrics/pairOrders.ts';
import { correlation, rankCorrelation } from '../../compute/metrics/rankCorrelation.ts';
import { averageRanks, centredRanks } from '../../compute/metrics/ranks.ts';
import { generatorFor } from '../../compute/random/generator.ts';

const tiedLists = fc.integer({ min: 2, max: 25 }).chain((length) => {
  const list = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: length, maxLength: length });
  return fc.tuple(list, list);
});

describe('averageRanks', () => {
  it('gives equal values the mean of their ranks', () => {
    expect([...averageRanks([7, -1, 7, 9, 7])]).toEqual([3, 1, 3, 5, 3]);
    expect([...averageRanks([0, -0])]).toEqual([1.5, 1.5]);
    expect([...averageRanks([])]).toEqual([]);
  });

  it('less their mean is exactly 0 where all are equal, and correlates like Spearman', () => {
    for (const length of [1, 3, 30, 784]) {
      expect(new Set(centredRanks(new Float32Array(length).fill(0.1)))).toEqual(new Set([0]));
    }
    fc.assert(
      fc.property(tiedLists, ([first, second]) => {
        const expected = rankCorrelation(first, second);
        fc.pre(new Set(first).size > 1 && new Set(second).size > 1);
        expect(correlation(centredRanks(first), centredRanks(second))).toBeCloseTo(expected, 12);
      }),
    );
  });

  it('refuses NaN', () => {
    expect(() => averageRanks([1, NaN, 2])).toThrow('value 1 is NaN');
  });
});

describe('pairOrders', () => {
  it('counts what comparing all pairs counts', () => {
    fc.assert(
      fc.property(tiedLists, ([first, second]) => {
        const counted = { concordant: 0, discordant: 0, tiedFirst: 0, tiedSecond: 0, tiedBoth: 0 };
        let pairs = 0;
        for (let one = 0; one < first.length; one++) {
          for (let other = 0; other < one; other++) {
            const signs = [first, second].map((list) => Math.sign(list[one]! - list[other]!));
            const product = signs[0]! * signs[1]!;
            pairs++;
            if (product > 0) counted.concordant++;
            if (product < 0) counted.discordant++;
            if (signs[0] === 0) counted.tiedFirst++;
            if (signs[1] === 0) counted.tiedSecond++;
            if (signs[0] === 0 && signs[1] === 0) counted.tiedBoth++;
          }
        }
        expect(pairOrders(first, second)).toEqual({ pairs, ...counted });
      }),
    );
  });

  it('refuses lists it cannot pair', () => {
    expect(() => pairOrders([1], [1])).toThrow(RangeError);
    expect(() => pairOrders([1, 2], [1, 2, 3])).toThrow(RangeError);
    expect(() => pairOrders([1, 2, 3], [1, NaN, 3])).toThrow('value 1 is NaN');
  });
});

describe("Kendall's τ", () => {
  it("has the value of SciPy's example", () => {
    expect(kendallTau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])).toBeCloseTo(-0.47140452079103173, 12);
  });

  it('is 1 for the same order, −1 for the opposite one, and 0 where nothing is ordered', () => {
    expect(kendallTau([1, 5, 9, 11], [2, 3, 4, 5])).toBe(1);
    expect(kendallTau([1, 5, 9, 11], [5, 4, 3, 2])).toBe(-1);
    expect(kendallTau([1, 5, 5, 11], [3, 4, 4, 5])).toBeCloseTo(1, 12);
    expect(kendallTau([1, 1, 1], [1, 2, 3])).toBe(0);
  });
});

describe("Kendall's W", () => {
  it('is 1 where all judges agree, ties included, and 0 where their ranks balance', () => {
    expect(
      kendallsW([
        [1, 2, 3],
        [10, 20, 30],
        [-5, 0, 1],
      ]),
    ).toBe(1);
    expect(
      kendallsW([
        [1, 2, 2, 3],
        [4, 7, 7, 9],
      ]),
    ).toBe(1);
    expect(
      kendallsW([
        [1, 2, 3],
        [3, 2, 1],
      ]),
    ).toBe(0);
    expect(
      kendallsW([
        [5, 5],
        [1, 1],
      ]),
    ).toBe(0);
  });

  it('is 12 S / (m² (n³ − n)) for ranks without ties', () => {
    // Sums of ranks 6, 5, 8, 11 of three judges: S = 2.25 + 6.25 + 0.25 + 12.25 = 21.
    const judges = [
      [1, 2, 3, 4],
      [2, 1, 3, 4],
      [3, 2, 1, 4],
    ];
    const sums = [0, 1, 2, 3].map((item) => judges.reduce((sum, ranks) => sum + ranks[item]!, 0));
    const squares = sums.reduce((total, sum) => total + (sum - 7.5) ** 2, 0);
    expect(kendallsW(judges)).toBeCloseTo((12 * squares) / (9 * 60), 12);
  });

  it('corrects for ties: average ranks 1.5, 1.5, 3 against 1, 2, 3', () => {
    // S = 2.5² + 3.5² + 6² − 3 · 4² = 6.5; m (m (n³ − n) − T) = 2 (2 · 24 − 6) = 84.
    const tied = [
      [4, 4, 9],
      [1, 2, 3],
    ];
    expect(kendallsW(tied)).toBeCloseTo((12 * 6.5) / 84, 12);
  });

  it('is the mean Spearman correlation of judges in other units', () => {
    const generator = generatorFor(2, 'judges');
    const judges = Array.from({ length: 5 }, () =>
      Array.from({ length: 8 }, () => generator.uniform()),
    );
    const correlations = judges.flatMap((one, index) =>
      judges.slice(index + 1).map((other) => rankCorrelation(one, other)),
    );
    const mean = correlations.reduce((sum, value) => sum + value, 0) / correlations.length;
    expect(kendallsW(judges)).toBeCloseTo((4 * mean + 1) / 5, 12);
  });

  it('refuses what it cannot judge', () => {
    expect(() => kendallsW([[1, 2]])).toThrow('1 judges on 2 items');
    expect(() => kendallsW([[1], [1]])).toThrow(RangeError);
    expect(() =>
      kendallsW([
        [1, 2],
        [1, 2, 3],
      ]),
    ).toThrow('each item');
    expect(() =>
      kendallsW([
        [1, 2],
        [NaN, 2],
      ]),
    ).toThrow('value 0 is NaN');
  });
});

describe('criticalTau', () => {
  it.each([
    [5, 0.05, 1],
    [6, 0.05, 13 / 15],
    [8, 0.05, 18 / 28],
    [10, 0.05, 23 / 45],
    [11, 0.05, 27 / 55],
    [10, 0.01, 29 / 45],
  ])('of %i items at the level %f is that of printed tables', (items, level, expected) => {
    expect(criticalTau(items, level)).toBeCloseTo(expected, 12);
  });

  it('is above 1 where no order is rare enough, and wants two items and a level', () => {
    expect(criticalTau(4, 0.05)).toBeGreaterThan(1);
    expect(() => criticalTau(1, 0.05)).toThrow(RangeError);
    expect(() => criticalTau(5, 0)).toThrow(RangeError);
  });
});
