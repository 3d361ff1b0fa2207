import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { removalOrder } from '../../../compute/degrade/orders.ts';
import { degradationCurves } from '../../../compute/degrade/curve.ts';
import type { Fill, ImageShape } from '../../../compute/degrade/fills/fill.ts';
import { noisyLinearImputation, road as roadFill } from '../../../compute/degrade/fills/road.ts';
import { zero } from '../../../compute/degrade/fills/zero.ts';
import type { Segmentation } from '../../../compute/explain/game.ts';
import { aopc } from '../../../compute/metrics/faithfulness/aopc.ts';
import { deletion } from '../../../compute/metrics/faithfulness/deletion.ts';
import { faithfulnessCorrelation } from '../../../compute/metrics/faithfulness/faithfulnessCorrelation.ts';
import type {
  FaithfulnessMetric,
  FaithfulnessOptions,
} from '../../../compute/metrics/faithfulness/faithfulnessMetric.ts';
import {
  infidelity,
  normalisedInfidelity,
} from '../../../compute/metrics/faithfulness/infidelity.ts';
import { insertion } from '../../../compute/metrics/faithfulness/insertion.ts';
import { irof } from '../../../compute/metrics/faithfulness/irof.ts';
import { monotonicity } from '../../../compute/metrics/faithfulness/monotonicity.ts';
import { monotonicityCorrelation } from '../../../compute/metrics/faithfulness/monotonicityCorrelation.ts';
import { muFidelity } from '../../../compute/metrics/faithfulness/muFidelity.ts';
import { pixelFlipping } from '../../../compute/metrics/faithfulness/pixelFlipping.ts';
import {
  roadLeastRelevantFirst,
  roadMostRelevantFirst,
} from '../../../compute/metrics/faithfulness/road.ts';
import { sensitivityN } from '../../../compute/metrics/faithfulness/sensitivityN.ts';
import { sufficiency } from '../../../compute/metrics/faithfulness/sufficiency.ts';
import type { ScoredImage } from '../../../compute/metrics/scoredImage.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { linearCase, linearModel } from './linearModel.ts';

const measure = (
  metric: FaithfulnessMetric,
  map: ArrayLike<number>,
  subject: ScoredImage,
  options: Partial<FaithfulnessOptions> = {},
) =>
  metric.measure(Float32Array.from(map), subject, {
    generator: generatorFor(1),
    batchSize: 5,
    ...options,
  });

/** A score of each image by itself. */
const scored = (
  image: ArrayLike<number>,
  shape: ImageShape,
  score: (values: Float32Array) => number,
): ScoredImage => {
  const intact = Float32Array.from(image);
  return {
    image: intact,
    shape,
    scores: (images) =>
      Float32Array.from({ length: images.length / intact.length }, (_, index) =>
        score(images.subarray(index * intact.length, (index + 1) * intact.length)),
      ),
  };
};

const sum = (values: ArrayLike<number>) =>
  Array.from(values).reduce((total, value) => total + value, 0);

/** Four pixels in a row, worth 4, 3, 2 and 1. */
const row = scored([1, 1, 1, 1], [1, 4, 1], ([a, b, c, d]) => 4 * a! + 3 * b! + 2 * c! + d!);
const pixelSegments = (width: number): Segmentation => ({
  height: 1,
  width,
  labels: Int32Array.from({ length: width }, (_, pixel) => pixel),
  count: width,
});

describe('curves by hand', () => {
  it('pixel flipping: 10, 6, 3, 1, 0 by trapezoids that start at the intact image', () => {
    expect(measure(pixelFlipping, [4, 3, 2, 1], row)).toBeCloseTo(
      (10 + 6) / 8 + (6 + 3) / 8 + (3 + 1) / 8 + (1 + 0) / 8,
      6,
    );
  });

  it('pixel flipping averages ties over orders', () => {
    const values = Array.from({ length: 400 }, (_, seed) =>
      measure(pixelFlipping, [1, 1, 1, 1], row, { generator: generatorFor(seed) }),
    );
    expect(Math.abs(sum(values) / 400 - 5)).toBeLessThan(0.15);
  });

  it('pixel flipping takes larger steps on larger images', () => {
    let evaluations = 0;
    const large = scored(new Float32Array(1024).fill(1), [32, 32, 1], (values) => {
      evaluations++;
      return values.filter((value) => value === 1).length;
    });
    expect(measure(pixelFlipping, new Float32Array(1024), large)).toBeCloseTo(512, 3);
    expect(evaluations).toBe(129);
    measure(pixelFlipping, new Float32Array(1024), large, { steps: 1024 });
    expect(evaluations).toBe(129 + 1025);
  });

  it('deletion in two steps: 10, 3, 0', () => {
    expect(measure(deletion, [4, 3, 2, 1], row, { steps: 2 })).toBeCloseTo(13 / 4 + 3 / 4, 6);
  });

  it('insertion in two steps: 0, 7, 10', () => {
    expect(measure(insertion, [4, 3, 2, 1], row, { steps: 2, fill: zero })).toBeCloseTo(
      7 / 4 + 17 / 4,
      6,
    );
  });

  it('AOPC: falls of 0, 4, 7, 9, 10', () => {
    const options = { fill: zero, segmentation: pixelSegments(4) };
    expect(measure(aopc, [4, 3, 2, 1], row, options)).toBeCloseTo(30 / 5, 6);
  });

  it('AOPC: regions are ranked by their sums, IROF by their means', () => {
    const segmentation = { ...pixelSegments(4), labels: Int32Array.of(0, 1, 1, 1), count: 2 };
    const map = [2, 1, 1, 1];
    // Worth 4 and 6; by sums 3 goes first: 10, 4, 0; by means 2 goes first: 10, 6, 0.
    expect(measure(aopc, map, row, { fill: zero, segmentation })).toBeCloseTo((6 + 10) / 3, 6);
    expect(measure(irof, map, row, { fill: zero, segmentation })).toBeCloseTo(
      1 - (16 / 4 + 6 / 4) / 10,
      6,
    );
  });

  it('IROF refuses a score that is not positive', () => {
    const negative = scored([1, 1], [1, 2, 1], () => -1);
    expect(() => measure(irof, [1, 2], negative)).toThrow('a score of -1 mean nothing');
  });

  it('sufficiency: 1 of 4 pixels kept at 20 % and 2 at 50 %', () => {
    // Rounded, 1 %, 5 % and 10 % of four pixels keep none.
    expect(measure(sufficiency, [4, 3, 2, 1], row)).toBeCloseTo((10 + 10 + 10 + 6 + 3) / 5, 6);
  });

  it('monotonicity: the score falls at one of four steps', () => {
    const negative = scored([1, 1, 1, 1], [1, 4, 1], ([a, b, c, d]) => a! + b! + c! - d!);
    expect(measure(monotonicity, [4, 3, 2, 1], negative)).toBe(0.75);
    expect(measure(monotonicity, [4, 3, 2, 1], row)).toBe(1);
  });

  it('monotonicity is 1 for any map of a model whose pixels all raise the score', () => {
    const { subject } = linearCase(zero, Math.abs);
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const generator = generatorFor(seed, 'map');
        const map = Float32Array.from({ length: 64 }, () => generator.normal());
        expect(measure(monotonicity, map, subject)).toBe(1);
      }),
      { numRuns: 20 },
    );
  });

  it('are in units of the score whatever the size of the image', () => {
    const weights = [3, -1, 2, 5, 0.5, -2, 1, 4];
    const small = linearModel(new Float32Array(8).fill(1), [2, 4, 1], weights);
    const enlarge = (values: ArrayLike<number>, scale: number) =>
      Float32Array.from({ length: 32 }, (_, pixel) => {
        const [top, left] = [Math.floor(pixel / 16), Math.floor((pixel % 8) / 2)];
        return scale * values[top * 4 + left]!;
      });
    const large = linearModel(new Float32Array(32).fill(1), [4, 8, 1], enlarge(weights, 0.25));
    for (const metric of [pixelFlipping, deletion, insertion]) {
      const options = { steps: 8, fill: zero };
      expect(measure(metric, enlarge(weights, 1), large, options)).toBeCloseTo(
        measure(metric, weights, small, options),
        5,
      );
    }
  });

  it('deletion and insertion of the same map add up to both ends on a linear model', () => {
    const { subject } = linearCase(zero);
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const generator = generatorFor(seed, 'map');
        const map = Float32Array.from({ length: 64 }, () => generator.normal());
        const options = { steps: 16, fill: zero };
        const both =
          measure(deletion, map, subject, options) + measure(insertion, map, subject, options);
        expect(both).toBeCloseTo(0, 4);
      }),
      { numRuns: 30 },
    );
  });
});

describe("xplique's oracles", () => {
  const shape: ImageShape = [10, 10, 3];
  const ones = new Float32Array(300).fill(1);
  const map = Float32Array.from({ length: 100 }, (_, pixel) => Math.sin(pixel));

  it('deletion is 0 where any removed pixel ends the score, but for its first step', () => {
    const fragile = scored(ones, shape, (values) => (values.includes(0) ? 0 : 1));
    expect(measure(deletion, map, fragile, { steps: 100 })).toBeCloseTo(0.5 / 100, 6);
  });

  it('insertion is 1 where any shown pixel gives the score, but for its first step', () => {
    const sturdy = scored(ones, shape, (values) => (values.some((value) => value !== 0) ? 1 : 0));
    expect(measure(insertion, map, sturdy, { steps: 100, fill: zero })).toBeCloseTo(
      1 - 0.5 / 100,
      6,
    );
  });

  it('µ-fidelity of f = Σ x is 1 for the image itself and −1 for its negative', () => {
    const image = Float32Array.from({ length: 64 }, (_, pixel) => (pixel + 1) / 64);
    const total = scored(image, [8, 8, 1], sum);
    expect(measure(muFidelity, image, total)).toBeCloseTo(1, 6);
    expect(
      measure(
        muFidelity,
        image.map((value) => -value),
        total,
      ),
    ).toBeCloseTo(-1, 6);
  });
});

describe('correlations', () => {
  const { subject, contributions } = linearCase(zero);

  it.each([faithfulnessCorrelation, muFidelity, sensitivityN])(
    '$id is −1 for the opposite, and 0 for a map or a model that says nothing',
    (metric) => {
      const opposite = contributions.map((value) => -value);
      expect(measure(metric, opposite, subject)).toBeCloseTo(-1, 5);
      expect(measure(metric, new Float32Array(64), subject)).toBe(0);
      const deaf = {
        ...subject,
        scores: (images: Float32Array) => images.slice(0, images.length / 192).fill(3),
      };
      expect(measure(metric, contributions, deaf)).toBe(0);
      expect(measure(metric, new Float32Array(64).fill(0.1), deaf)).toBe(0);
    },
  );

  it.each([faithfulnessCorrelation, sensitivityN])(
    '$id is 1 for relevances up to a factor, not up to their ranks',
    (metric) => {
      expect(
        measure(
          metric,
          contributions.map((value) => 7 * value),
          subject,
        ),
      ).toBeCloseTo(1, 5);
      const cubes = contributions.map((value) => value ** 3);
      expect(measure(metric, cubes, subject)).toBeLessThan(0.99);
      expect(measure(metric, cubes, subject)).toBeGreaterThan(0.5);
    },
  );

  it('sensitivity-n removes 1, 3, 7, 19 and 51 of 64 pixels a hundred times, all sizes alike', () => {
    const sizes: number[] = [];
    // Removed alone, each pixel counts as itself; of several, none counts.
    const image = Float32Array.from({ length: 64 }, (_, pixel) => (pixel + 1) / 64);
    const single = scored(image, [8, 8, 1], (values) => {
      const removed = [...values.keys()].filter((pixel) => values[pixel] === 0);
      sizes.push(removed.length);
      return removed.length === 1 ? -image[removed[0]!]! : 0;
    });
    expect(measure(sensitivityN, image, single)).toBeCloseTo(1 / 5, 6);
    for (const size of [1, 3, 7, 19, 51]) {
      expect(sizes.filter((other) => other === size)).toHaveLength(100);
    }
  });

  it.each([
    [faithfulnessCorrelation, 101, 13],
    [muFidelity, 201, 13],
  ] as const)('$0.id removes a fifth at a time', (metric, evaluations, size) => {
    const sizes: number[] = [];
    const counting = scored(new Float32Array(64).fill(1), [8, 8, 1], (values) => {
      sizes.push(values.filter((value) => value === 0).length);
      return sum(values);
    });
    measure(metric, contributions, counting);
    expect(sizes).toHaveLength(evaluations);
    expect(new Set(sizes)).toEqual(new Set([0, size]));
  });

  it('monotonicity correlation is by absolute size of relevance and change, over draws', () => {
    // Replaced by noise, x is 1 − u: mean squares of change 16/3, 9/3, 4/3, 1/3.
    const segmentation = pixelSegments(4);
    expect(measure(monotonicityCorrelation, [4, -3, 2, -1], row, { segmentation })).toBe(1);
    expect(measure(monotonicityCorrelation, [1, 2, 3, 4], row, { segmentation })).toBe(-1);
  });

  it('refuse too few samples', () => {
    for (const metric of [faithfulnessCorrelation, muFidelity, sensitivityN]) {
      expect(() => measure(metric, contributions, subject, { samples: 1 })).toThrow('1 samples');
    }
    const none = { samples: 0 };
    expect(() => measure(monotonicityCorrelation, contributions, subject, none)).toThrow('0 draws');
    expect(() => measure(infidelity, contributions, subject, none)).toThrow(RangeError);
  });
});

describe('infidelity', () => {
  /** captum's BasicModel2, relu(relu(x₁) − 1 − relu(x₂)), at (3, 1): integrated gradients 3/2, −1/2. */
  const basic = scored([3, 1], [1, 2, 1], ([a, b]) =>
    Math.max(0, Math.max(0, a!) - 1 - Math.max(0, b!)),
  );
  const gradients = Float64Array.of(1.5, -0.5);

  it('is 0 for integrated gradients when all is removed, at any scale', () => {
    for (const scale of [1, 100]) {
      const relevances = Float64Array.of(scale * sum(gradients));
      const drops = Float64Array.of(
        basic.scores(basic.image)[0]! - basic.scores(Float32Array.of(0, 0))[0]!,
      );
      expect(normalisedInfidelity({ relevances, drops })).toBe(0);
    }
  });

  it('is 1/7 over the two pixels and both together, at any scale', () => {
    for (const scale of [1, 100]) {
      const relevances = Float64Array.of(1.5, -0.5, 1).map((value) => scale * value);
      const drops = Float64Array.of(1, -1, 1);
      expect(normalisedInfidelity({ relevances, drops })).toBeCloseTo(1 / 7, 12);
    }
  });

  it('removes single pixels of a row of two', () => {
    // Drops 1 and −1, factor 2 / 2.5: errors 0.2² and 0.6², as often as each pixel is drawn.
    const value = measure(infidelity, gradients, basic, { samples: 4000 });
    expect(Math.abs(value - (0.2 ** 2 + 0.6 ** 2) / 2)).toBeLessThan(0.01);
  });

  it('never turns a map round: its opposite has the mean squared drop', () => {
    const drops = Float64Array.of(1, -1, 1);
    const relevances = Float64Array.of(-1.5, 0.5, -1);
    expect(normalisedInfidelity({ relevances, drops })).toBe(1);
    expect(normalisedInfidelity({ relevances: new Float64Array(3), drops })).toBe(1);
    expect(() =>
      normalisedInfidelity({ relevances: new Float64Array(0), drops: new Float64Array(0) }),
    ).toThrow(RangeError);
  });
});

describe('ROAD', () => {
  /** Ten bright pixels, none beside another, worth 1 … 10 among 100. */
  const bright = [11, 13, 15, 31, 33, 35, 51, 53, 55, 77];
  const weights = new Float64Array(100);
  const image = new Float32Array(100);
  bright.forEach((pixel, index) => {
    weights[pixel] = index + 1;
    image[pixel] = 1;
  });
  const dots = linearModel(image, [10, 10, 1], weights);
  const options = { fill: noisyLinearImputation(0) };

  it('takes all at once when the first tenth holds everything, nothing when the last one does', () => {
    expect(measure(roadMostRelevantFirst, weights, dots, options)).toBeCloseTo(-55, 5);
    expect(measure(roadLeastRelevantFirst, weights, dots, options)).toBeCloseTo(0, 5);
  });

  it('imputes from neighbours: on an even image no removal shows', () => {
    const even = linearModel(new Float32Array(100).fill(0.7), [10, 10, 1], weights);
    expect(measure(roadMostRelevantFirst, weights, even, options)).toBeCloseTo(0, 4);
    expect(measure(deletion, weights, even)).toBeLessThan(20);
  });

  it('gives many colour images with one-channel maps the same in all batch sizes', () => {
    const shape: ImageShape = [6, 7, 3];
    const colour = (seed: number, fill: Fill) => {
      const generator = generatorFor(seed, 'colour');
      const values = Float32Array.from({ length: 126 }, () => generator.uniform());
      const map = Float32Array.from({ length: 42 }, () => generator.normal());
      return {
        image: values,
        shape,
        order: removalOrder('most-relevant-first', map, generator),
        fill: fill.prepare(values, shape, generator),
        removed: [0, 4, 21, 38],
      };
    };
    const { scores } = linearModel(
      new Float32Array(126),
      shape,
      Float64Array.from({ length: 126 }, (_, index) => Math.cos(index)),
    );
    const images = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => colour(seed, roadFill));
    const [expected, ...others] = [100, 8, 4, 1].map((batchSize) =>
      degradationCurves(images, scores, batchSize),
    );
    for (const curves of others) expect(curves).toEqual(expected);
  });
});
