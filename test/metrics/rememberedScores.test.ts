import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faithfulnessCorrelation } from '../../compute/metrics/faithfulness/faithfulnessCorrelation.ts';
import { FAITHFULNESS_METRICS } from '../../compute/metrics/faithfulness/index.ts';
import { infidelity } from '../../compute/metrics/faithfulness/infidelity.ts';
import { monotonicityCorrelation } from '../../compute/metrics/faithfulness/monotonicityCorrelation.ts';
import { muFidelity } from '../../compute/metrics/faithfulness/muFidelity.ts';
import { sensitivityN } from '../../compute/metrics/faithfulness/sensitivityN.ts';
import { rememberScores } from '../../compute/metrics/rememberedScores.ts';
import type { ScoredImage } from '../../compute/metrics/scoredImage.ts';
import { generatorFor } from '../../compute/random/generator.ts';

/** An image of 6 × 6 pixels, and how many changed images its score was asked of. */
function counted(): { readonly subject: ScoredImage; asked(): number } {
  let asked = 0;
  const image = Float32Array.from({ length: 36 }, (_, pixel) => 0.2 + (pixel % 7) / 10);
  return {
    subject: {
      image,
      shape: [6, 6, 1],
      scores: (images) => {
        asked += images.length / 36;
        return Float32Array.from({ length: images.length / 36 }, (_, index) =>
          images
            .subarray(index * 36, (index + 1) * 36)
            .reduce((sum, value, pixel) => sum + value * Math.cos(pixel), 9),
        );
      },
    },
    asked: () => asked,
  };
}

const randomMap = (seed: number) => {
  const generator = generatorFor(seed, 'map');
  return Float32Array.from({ length: 36 }, () => generator.normal());
};

describe('rememberScores', () => {
  it('gives the scores of any images in any order, asking once for each', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 8 }), { maxLength: 6 }),
        (calls) => {
          const { subject, asked } = counted();
          const remembered = rememberScores(subject);
          for (const call of calls) {
            const images = Float32Array.from(call.flatMap((seed) => [...randomMap(seed)]));
            const before = asked();
            const scores = remembered.scores(images);
            const inBetween = asked() - before;
            expect(scores).toEqual(subject.scores(images));
            expect(inBetween).toBeLessThanOrEqual(new Set(call).size);
          }
        },
      ),
    );
    const { subject, asked } = counted();
    const remembered = rememberScores(subject);
    const two = Float32Array.from([...randomMap(1), ...randomMap(2)]);
    remembered.scores(two);
    remembered.scores(two.subarray(36));
    expect(asked()).toBe(2);
  });

  it('tells images apart that differ in one bit or in the order of values', () => {
    const { subject } = counted();
    const remembered = rememberScores(subject);
    const base = randomMap(3);
    for (let pixel = 0; pixel < 36; pixel++) {
      for (let bit = 12; bit < 31; bit++) {
        const changed = base.slice();
        const words = new Int32Array(changed.buffer);
        words[pixel]! ^= 1 << bit;
        if (!Number.isFinite(changed[pixel])) continue;
        expect(remembered.scores(changed)).toEqual(subject.scores(changed));
      }
    }
    expect(remembered.scores(base.toReversed())).toEqual(subject.scores(base.toReversed()));
  });

  it.each(FAITHFULNESS_METRICS.map((metric) => [metric.id, metric] as const))(
    'does not change %s',
    (id, metric) => {
      const { subject } = counted();
      const remembered = rememberScores(subject);
      for (const seed of [1, 2, 3]) {
        const options = () => ({ generator: generatorFor(5, id), batchSize: 16 });
        expect(metric.measure(randomMap(seed), remembered, options())).toBe(
          metric.measure(randomMap(seed), subject, options()),
        );
      }
    },
  );

  it.each([faithfulnessCorrelation, muFidelity, sensitivityN, infidelity, monotonicityCorrelation])(
    'makes $id of a second map free',
    (metric) => {
      const { subject, asked } = counted();
      const remembered = rememberScores(subject);
      const options = () => ({ generator: generatorFor(5, metric.id), batchSize: 16 });
      metric.measure(randomMap(1), remembered, options());
      const once = asked();
      expect(once).toBeGreaterThan(9);
      metric.measure(randomMap(2), remembered, options());
      expect(asked()).toBe(once);
    },
  );
});
