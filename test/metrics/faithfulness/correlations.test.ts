import { describe, expect, it } from 'vitest';
import { zero } from '../../../compute/degrade/fills/zero.ts';
import { faithfulnessCorrelation } from '../../../compute/metrics/faithfulness/faithfulnessCorrelation.ts';
import { infidelity } from '../../../compute/metrics/faithfulness/infidelity.ts';
import { monotonicityCorrelation } from '../../../compute/metrics/faithfulness/monotonicityCorrelation.ts';
import { muFidelity } from '../../../compute/metrics/faithfulness/muFidelity.ts';
import { sensitivityN } from '../../../compute/metrics/faithfulness/sensitivityN.ts';
import { linearCase } from './linearModel.ts';
import { measure, pixelSegments, row, scored, sum } from './handModels.ts';

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
