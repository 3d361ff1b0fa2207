import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageShape } from '../../../compute/degrade/fills/fill.ts';
import { zero } from '../../../compute/degrade/fills/zero.ts';
import { aopc } from '../../../compute/metrics/faithfulness/aopc.ts';
import { deletion } from '../../../compute/metrics/faithfulness/deletion.ts';
import { insertion } from '../../../compute/metrics/faithfulness/insertion.ts';
import { irof } from '../../../compute/metrics/faithfulness/irof.ts';
import { monotonicity } from '../../../compute/metrics/faithfulness/monotonicity.ts';
import { muFidelity } from '../../../compute/metrics/faithfulness/muFidelity.ts';
import { pixelFlipping } from '../../../compute/metrics/faithfulness/pixelFlipping.ts';
import { sufficiency } from '../../../compute/metrics/faithfulness/sufficiency.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { linearCase, linearModel } from './linearModel.ts';
import { measure, pixelSegments, row, scored, sum } from './handModels.ts';

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
