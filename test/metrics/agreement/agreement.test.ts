import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AgreementMetric } from '../../../compute/metrics/agreement/agreementMetric.ts';
import { featureAgreement } from '../../../compute/metrics/agreement/featureAgreement.ts';
import { AGREEMENT_METRICS } from '../../../compute/metrics/agreement/index.ts';
import { pairwiseRankAgreement } from '../../../compute/metrics/agreement/pairwiseRankAgreement.ts';
import { rankAgreement } from '../../../compute/metrics/agreement/rankAgreement.ts';
import { rankCorrelationAgreement } from '../../../compute/metrics/agreement/rankCorrelationAgreement.ts';
import { rankMap } from '../../../compute/metrics/agreement/rankedMap.ts';
import { signAgreement } from '../../../compute/metrics/agreement/signAgreement.ts';
import { signedRankAgreement } from '../../../compute/metrics/agreement/signedRankAgreement.ts';
import { generatorFor } from '../../../compute/random/generator.ts';

const measure = (
  metric: AgreementMetric,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  share = 0.2,
  seed = 1,
) =>
  metric.measure(
    rankMap(Float32Array.from(first), generatorFor(seed, 'ties')),
    rankMap(Float32Array.from(second), generatorFor(seed, 'ties')),
    share,
  );

const SHARES = [0.05, 0.1, 0.2, 1];

const twoMaps = fc.integer({ min: 2, max: 40 }).chain((length) => {
  const map = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: length, maxLength: length });
  return fc.tuple(map, map);
});

describe('exact values', () => {
  // By size: 0, 1, 2, 3, 4, 5 and 0, 2, 1, 3, 9, 4 of ten pixels.
  const first = [9, -8, 7, 6, 5, 4, 3, 2, 1, 0.5];
  const second = [-9, 7, 8, 6, 2, 3, 4, 1, 0.5, 5];

  it.each([
    // All four of the top are common; 0 and 1 have other signs; ranks 1 and 4 hold 0 and 3.
    [featureAgreement, 0.4, 1],
    [signAgreement, 0.4, 0.5],
    [rankAgreement, 0.4, 0.5],
    [signedRankAgreement, 0.4, 0.25],
    // Five: 4 against 9.
    [featureAgreement, 0.5, 0.8],
    [rankAgreement, 0.5, 0.4],
    [signAgreement, 0.5, 0.4],
    [signedRankAgreement, 0.5, 0.2],
    // The single top pixel, with opposite signs.
    [featureAgreement, 0.1, 1],
    [signAgreement, 0.1, 0],
    [rankAgreement, 0.1, 1],
    [signedRankAgreement, 0.1, 0],
  ] as const)('of $id at %f', (metric, share, value) => {
    expect(measure(metric, first, second, share)).toBeCloseTo(value, 12);
  });

  it('of rank correlation: 1 − 6 Σd² / (n³ − n)', () => {
    // Ranks by size of pixel 0 … 9: 10 … 1 and 10, 8, 9, 7, 3, 4, 5, 2, 1, 6.
    const squares = [0, 1, 1, 0, 9, 1, 1, 1, 1, 25].reduce((sum, square) => sum + square, 0);
    expect(measure(rankCorrelationAgreement, first, second)).toBeCloseTo(
      1 - (6 * squares) / 990,
      12,
    );
  });

  it('of pairwise rank agreement: pairs ordered alike', () => {
    // Turned round: (1, 2), (4, 5), (4, 6), (5, 6) and pixel 9 with 4, 5, 6, 7 and 8.
    expect(measure(pairwiseRankAgreement, first, second)).toBeCloseTo(36 / 45, 12);
    // One pair tied in one map, one in both, one ordered alike.
    expect(measure(pairwiseRankAgreement, [1, 1, 2], [1, 2, 2])).toBeCloseTo(2 / 3, 12);
    expect(measure(pairwiseRankAgreement, [1, -1, 2], [3, 3, 9])).toBe(1);
  });
});

describe('ties', () => {
  it('are broken alike in both maps: cells of one size are compared cell by cell', () => {
    const cells = Array.from({ length: 48 }, (_, pixel) => Math.floor(pixel / 12));
    const other = cells.map((cell) => [3, 1, 2, 0][cell]!);
    // The top half is cells 3 and 2 against 0 and 2, in the order 3, 2 against 0, 2.
    expect(measure(featureAgreement, cells, other, 0.5)).toBe(0.5);
    expect(measure(rankAgreement, cells, other, 0.5)).toBe(0.5);
  });

  it('leave a map without any order at chance', () => {
    const flat = Array.from({ length: 100 }, () => 1);
    const strict = Array.from({ length: 100 }, (_, pixel) => pixel + 1);
    let sum = 0;
    for (let seed = 0; seed < 200; seed++) {
      sum += measure(featureAgreement, flat, strict, 0.2, seed) / 200;
    }
    expect(sum).toBeCloseTo(0.2, 1);
    expect(measure(pairwiseRankAgreement, flat, strict)).toBe(0.5);
    expect(measure(rankCorrelationAgreement, flat, strict)).toBe(0);
    expect(measure(rankCorrelationAgreement, flat, flat)).toBe(0);
  });
});

describe.each(AGREEMENT_METRICS.map((metric) => [metric.id, metric] as const))(
  '%s',
  (_, metric) => {
    it('says what it is', () => {
      expect(metric).toMatchObject({ category: 'agreement', direction: 'higher' });
      expect(metric.needs).toEqual(['other map']);
      expect(metric.source).toMatch(/\d{4}/);
    });

    it('is 1 for equal maps, whatever their scale and ties', () => {
      fc.assert(
        fc.property(twoMaps, fc.constantFrom(...SHARES), ([map], share) => {
          fc.pre(new Set(map.map(Math.abs)).size > 1);
          expect(
            measure(
              metric,
              map,
              map.map((value) => 4 * value),
              share,
            ),
          ).toBeCloseTo(1, 12);
        }),
      );
    });

    it('does not depend on which map comes first, and stays in its range', () => {
      fc.assert(
        fc.property(twoMaps, fc.constantFrom(...SHARES), ([first, second], share) => {
          const value = measure(metric, first, second, share);
          expect(measure(metric, second, first, share)).toBeCloseTo(value, 12);
          expect(value >= metric.range[0] && value <= metric.range[1]).toBe(true);
        }),
      );
    });

    it('looks at signs only where it says so, and at the top only where it says so', () => {
      const strict = Array.from({ length: 20 }, (__, pixel) => pixel + 1);
      const negative = strict.map((value) => -value);
      const signed = metric === signAgreement || metric === signedRankAgreement;
      expect(measure(metric, strict, negative)).toBe(signed ? 0 : 1);
      const lowTurned = [...strict.slice(0, 10).reverse(), ...strict.slice(10)];
      if (metric.ofTop) expect(measure(metric, strict, lowTurned)).toBe(1);
      else expect(measure(metric, strict, lowTurned)).toBeLessThan(1);
    });

    it('refuses maps that do not pair, and shares out of range', () => {
      expect(() => measure(metric, [1, NaN], [1, 2])).toThrow('relevance of pixel 1 is NaN');
      expect(() => measure(metric, [], [])).toThrow('a map without pixels');
      expect(() => measure(metric, [1, 2], [1, 2, 3])).toThrow(
        'a map of 3 pixels for an image of 2',
      );
      if (!metric.ofTop) return;
      expect(() => measure(metric, [1, 2], [1, 2], 0)).toThrow('a top share of 0');
      expect(() => measure(metric, [1, 2], [1, 2], 1.5)).toThrow(RangeError);
    });
  },
);
