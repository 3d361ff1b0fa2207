import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { focus } from '../../../compute/metrics/localisation/focus.ts';
import { LOCALISATION_METRICS, measureMaps } from '../../../compute/metrics/localisation/index.ts';
import type { LocalisationMetric } from '../../../compute/metrics/localisation/localisationMetric.ts';
import { maskIntersection } from '../../../compute/metrics/localisation/maskIntersection.ts';
import { pointingGame } from '../../../compute/metrics/localisation/pointingGame.ts';
import { relevanceMass } from '../../../compute/metrics/localisation/relevanceMass.ts';
import { relevanceRank } from '../../../compute/metrics/localisation/relevanceRank.ts';
import { rocArea } from '../../../compute/metrics/localisation/rocArea.ts';
import { generatorFor } from '../../../compute/random/generator.ts';

const PIXELS = 12;

/** A map and a mask that marks some pixels and not all. */
const mapAndMask = fc
  .tuple(
    fc.array(fc.integer({ min: -3, max: 3 }), { minLength: PIXELS, maxLength: PIXELS }),
    fc.array(fc.constantFrom(0, 1), { minLength: PIXELS, maxLength: PIXELS }),
  )
  .filter(([, mask]) => new Set(mask).size === 2)
  .map(([map, mask]) => ({ map: Float32Array.from(map), mask: Uint8Array.from(mask) }));

const measure = (metric: LocalisationMetric, map: number[], mask: number[]) =>
  metric.measure(Float32Array.from(map), Uint8Array.from(mask));

// Focus is measured on mosaics alone and so not among the metrics of any map.
describe.each([...LOCALISATION_METRICS, focus].map((metric) => [metric.id, metric] as const))(
  '%s',
  (_, metric) => {
    it('says what it is', () => {
      expect(metric).toMatchObject({ category: 'localisation', direction: 'higher' });
      expect(metric.range).toEqual([0, 1]);
      expect(metric.needs).toEqual(['mask']);
      expect(metric.source).toMatch(/\d{4}/);
    });

    it('is 1 for the mask itself and 0 for its negative', () => {
      fc.assert(
        fc.property(mapAndMask, ({ mask }) => {
          expect(metric.measure(Float32Array.from(mask), mask)).toBe(1);
          // Outside the evidence everything is relevant; there may be fewer such pixels than evidence.
          const opposite = Float32Array.from(mask, (mark) => 1 - mark);
          const outside = opposite.reduce((sum, value) => sum + value, 0);
          if (outside >= PIXELS - outside) expect(metric.measure(opposite, mask)).toBe(0);
        }),
      );
    });

    it('stays in its range', () => {
      fc.assert(
        fc.property(mapAndMask, ({ map, mask }) => {
          const value = metric.measure(map, mask);
          expect(value >= metric.range[0] && value <= metric.range[1]).toBe(true);
        }),
      );
    });

    it('does not depend on the order of pixels or on the scale of the map', () => {
      fc.assert(
        fc.property(mapAndMask, fc.integer(), ({ map, mask }, seed) => {
          const order = generatorFor(seed, 'order').shuffle([...map.keys()]);
          const value = metric.measure(map, mask);
          const shuffled = metric.measure(
            Float32Array.from(order, (pixel) => map[pixel]!),
            Uint8Array.from(order, (pixel) => mask[pixel]!),
          );
          expect(shuffled).toBeCloseTo(value, 12);
          expect(
            metric.measure(
              map.map((relevance) => 8 * relevance),
              mask,
            ),
          ).toBeCloseTo(value, 12);
        }),
      );
    });

    it('gives an image the same number in whatever batch', () => {
      const images = fc.sample(mapAndMask, { numRuns: 9, seed: 4 });
      const maps = Float32Array.from(images.flatMap(({ map }) => [...map]));
      const masks = Uint8Array.from(images.flatMap(({ mask }) => [...mask]));
      const together = measureMaps(metric, maps, masks, PIXELS);
      const alone = images.map(({ map, mask }) => Math.fround(metric.measure(map, mask)));
      expect([...together]).toEqual(alone);
      expect(measureMaps(metric, maps.subarray(24), masks.subarray(24), PIXELS)).toEqual(
        together.subarray(2),
      );
    });

    it('refuses what it cannot measure', () => {
      expect(() => measure(metric, [1, NaN], [0, 1])).toThrow('relevance of pixel 1 is NaN');
      expect(() => measure(metric, [Infinity, 1], [0, 1])).toThrow('pixel 0 is Infinity');
      expect(() => measure(metric, [1, 2], [0, 0])).toThrow('no pixel as evidence');
      expect(() => measure(metric, [1, 2], [1, 1])).toThrow('every pixel as evidence');
      expect(() => measure(metric, [1, 2], [1])).toThrow('a map of 2 pixels');
    });
  },
);

describe('exact values', () => {
  // The two of evidence hold 3 of 6 positive relevance and one of the two highest places.
  const map = [3, -9, 2, 1, 0, 0];
  const mask = [1, 1, 0, 0, 0, 0];

  it.each([
    [pointingGame, 1],
    [relevanceMass, 0.5],
    [focus, 0.5],
    [relevanceRank, 0.5],
    // The first beats all four, the second none.
    [rocArea, 0.5],
    // One in common, three in the union.
    [maskIntersection, 1 / 3],
  ] as const)('of $id', (metric, value) => {
    expect(measure(metric, map, mask)).toBeCloseTo(value, 12);
  });

  it('break ties at random: a flat map is worth what chance is', () => {
    const flat = [1, 1, 1, 1, 1];
    const some = [1, 1, 0, 0, 0];
    expect(measure(pointingGame, flat, some)).toBeCloseTo(0.4, 12);
    expect(measure(relevanceMass, flat, some)).toBeCloseTo(0.4, 12);
    expect(measure(relevanceRank, flat, some)).toBeCloseTo(0.4, 12);
    expect(measure(rocArea, flat, some)).toBe(0.5);
    expect(measure(maskIntersection, flat, some)).toBeCloseTo(0.4 / 1.6, 12);
  });

  it('count half of a cell that lies half in the evidence', () => {
    // Two places for the evidence, one cell of two pixels above all others, one of them inside.
    expect(measure(relevanceRank, [2, 2, 1, 0], [0, 1, 1, 0])).toBe(0.5);
    expect(measure(pointingGame, [2, 2, 1, 0], [0, 1, 1, 0])).toBe(0.5);
  });

  it('find no mass in a map without positive relevance', () => {
    for (const metric of [relevanceMass, focus]) {
      expect(measure(metric, [-1, 0, -2], [1, 0, 0])).toBe(0);
    }
  });

  it('agree with counting all pairs', () => {
    fc.assert(
      fc.property(mapAndMask, ({ map, mask }) => {
        let [won, pairs] = [0, 0];
        map.forEach((inside, one) => {
          map.forEach((outside, other) => {
            if (!mask[one] || mask[other]) return;
            pairs++;
            won += inside > outside ? 1 : inside === outside ? 0.5 : 0;
          });
        });
        expect(rocArea.measure(map, mask)).toBeCloseTo(won / pairs, 12);
      }),
    );
  });
});
