import { describe, expect, it } from 'vitest';
import { zero } from '../../../compute/degrade/fills/zero.ts';
import type { Segmentation } from '../../../compute/explain/game.ts';
import type {
  FaithfulnessMetric,
  FaithfulnessOptions,
} from '../../../compute/metrics/faithfulness/faithfulnessMetric.ts';
import { FAITHFULNESS_METRICS } from '../../../compute/metrics/faithfulness/index.ts';
import { METRICS } from '../../../compute/metrics/registry.ts';
import type { ScoredImage } from '../../../compute/metrics/scoredImage.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { linearCase } from './linearModel.ts';
import { FAITHFULNESS_ORACLES } from './oracles.ts';

const RANDOM_MAPS = 200;

const measure = (
  metric: FaithfulnessMetric,
  map: Float32Array,
  subject: ScoredImage,
  options: Partial<FaithfulnessOptions> = {},
) =>
  metric.measure(map, subject, {
    generator: generatorFor(5, metric.id),
    batchSize: 32,
    ...options,
  });

const randomMap = (pixels: number, seed: number) => {
  const generator = generatorFor(seed, 'random map');
  return Float32Array.from({ length: pixels }, () => generator.normal());
};

it('every registered metric of faithfulness has an oracle, and every oracle a metric', () => {
  const registered = METRICS.filter(({ category }) => category === 'faithfulness');
  expect(registered).toEqual(FAITHFULNESS_METRICS);
  expect(Object.keys(FAITHFULNESS_ORACLES).sort()).toEqual(registered.map(({ id }) => id).sort());
});

describe.each(FAITHFULNESS_METRICS.map((metric) => [metric.id, metric] as const))(
  '%s',
  (id, metric) => {
    const oracle = FAITHFULNESS_ORACLES[id]!;
    const better = metric.direction === 'higher' ? 1 : -1;

    it('gives exact attributions the best value, whatever their scale', () => {
      for (const scale of [1, 0.25, 1024]) {
        const map = oracle.exact.map((relevance) => scale * relevance);
        expect(measure(metric, map, oracle.subject, oracle.options)).toBeCloseTo(oracle.best, 4);
      }
    });

    it('gives random maps the neutral value on average and never more than the best', () => {
      const values = Array.from({ length: RANDOM_MAPS }, (_, seed) =>
        measure(metric, randomMap(64, seed), oracle.subject, {
          ...oracle.options,
          generator: generatorFor(seed, id),
        }),
      );
      const mean = values.reduce((sum, value) => sum + value, 0) / RANDOM_MAPS;
      const variance =
        values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (RANDOM_MAPS - 1);
      const error = Math.sqrt(variance / RANDOM_MAPS);
      expect(Math.abs(mean - oracle.neutral)).toBeLessThan(3.5 * error + (oracle.slack ?? 0));
      // The neutral value is far from the best one, or the comparison above would say little.
      expect(better * (oracle.best - oracle.neutral)).toBeGreaterThan(10 * error);
      for (const value of values) {
        expect(better * value).toBeLessThanOrEqual(better * oracle.best + 1e-4);
        expect(value).toBeGreaterThanOrEqual(metric.range[0]);
        expect(value).toBeLessThanOrEqual(metric.range[1]);
      }
    });

    it('gives the opposite of exact attributions no better than the neutral value', () => {
      const opposite = oracle.exact.map((relevance) => -relevance);
      const value = measure(metric, opposite, oracle.subject, oracle.options);
      // Absolute relevances cannot tell a map from its opposite.
      if (id === 'monotonicity-correlation') expect(value).toBeCloseTo(1, 6);
      else expect(better * (value - oracle.neutral)).toBeLessThanOrEqual(oracle.slack ?? 0);
    });

    it('does not depend on the batch size', () => {
      const map = randomMap(64, 1);
      const { subject, options } = oracle;
      const once = measure(metric, map, subject, { ...options, batchSize: 100_000 });
      for (const batchSize of [1, 4, 9]) {
        expect(measure(metric, map, subject, { ...options, batchSize })).toBe(once);
      }
    });

    it('with its own noise, too, does not depend on the batch size, but on the seed alone', () => {
      const map = randomMap(64, 2);
      const { subject } = oracle;
      const once = measure(metric, map, subject);
      expect(measure(metric, map, subject)).toBe(once);
      expect(measure(metric, map, subject, { batchSize: 7 })).toBe(once);
    });

    it('takes one number a pixel, and grey in one channel for the same as grey in three', () => {
      const [one, three] = [1, 3].map((channels) => {
        const { subject } = linearCase(zero, undefined, channels);
        const shifted: ScoredImage = {
          ...subject,
          scores: (images) => subject.scores(images).map((score) => score + 40),
        };
        return measure(metric, randomMap(64, 3), shifted, oracle.options);
      });
      expect(three).toBeCloseTo(one!, 4);
    });

    it('refuses maps, images, scores and settings it cannot use', () => {
      const { subject, exact } = oracle;
      const refuses = (
        message: string | RegExp,
        map: Float32Array,
        changed: Partial<ScoredImage> = {},
        options: Partial<FaithfulnessOptions> = {},
      ) => {
        const run = () =>
          measure(metric, map, { ...subject, ...changed }, { ...oracle.options, ...options });
        expect(run).toThrow(RangeError);
        expect(run).toThrow(message);
      };
      const withNaN = exact.slice();
      withNaN[7] = NaN;
      refuses('relevance of pixel 7 is NaN', withNaN);
      withNaN[7] = Infinity;
      refuses('relevance of pixel 7 is Infinity', withNaN);
      refuses('a map of 192 pixels for an image of 64', new Float32Array(192));
      refuses('a map of 63 pixels', exact.slice(1));
      refuses('an image of 64 numbers is not 8 × 8 × 3', exact, { image: new Float32Array(64) });
      refuses(/score of a changed image is NaN/, exact, {
        scores: (images) => new Float32Array(images.length / 192).fill(NaN),
      });
      refuses('the model gave 0 scores', exact, { scores: () => new Float32Array(0) });
      refuses('batch size is 0', exact, {}, { batchSize: 0 });
    });
  },
);

describe.each(
  ['aopc', 'irof', 'mu-fidelity', 'monotonicity-correlation'].map(
    (id) => [id, FAITHFULNESS_METRICS.find((metric) => metric.id === id)!] as const,
  ),
)('%s over segments', (id, metric) => {
  const { subject, exact } = FAITHFULNESS_ORACLES[id]!;
  const halves: Segmentation = {
    height: 8,
    width: 8,
    labels: Int32Array.from({ length: 64 }, (_, pixel) => (pixel % 8 < 4 ? 0 : 1)),
    count: 2,
  };

  it('takes them as given', () => {
    const map = randomMap(64, 4);
    const value = measure(metric, map, subject, { segmentation: halves });
    expect(Number.isFinite(value)).toBe(true);
    expect(value).not.toBe(measure(metric, map, subject));
  });

  it('refuses empty segments, strange labels and those of another image', () => {
    const run = (segmentation: Segmentation) => () =>
      measure(metric, exact, subject, { segmentation });
    expect(run({ ...halves, count: 3 })).toThrow('segment 2 has no pixel');
    expect(run({ ...halves, count: 1 })).toThrow('pixel 4 is in segment 1 of 1');
    expect(run({ ...halves, count: 0 })).toThrow(RangeError);
    expect(run({ ...halves, labels: new Int32Array(3) })).toThrow('3 labels');
    expect(run({ ...halves, height: 4, width: 16 })).toThrow('segments of 4 × 16 pixels for 8 × 8');
  });
});
