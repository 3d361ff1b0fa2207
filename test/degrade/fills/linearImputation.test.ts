import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Matrix, solve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import type { ImageShape } from '../../../compute/degrade/fills/fill.ts';
import { imputeLinearly } from '../../../compute/degrade/fills/linearImputation.ts';
import { noisyLinearImputation, road } from '../../../compute/degrade/fills/road.ts';
import { generatorFor } from '../../../compute/random/generator.ts';

const golden = JSON.parse(
  readFileSync(new URL('../../golden/metrics.json', import.meta.url), 'utf8'),
) as { road_linear_imputation_5x5_squares: { idx: number[]; expected: number[] } };

const imputed = (removed: ArrayLike<number>, image: Float32Array, shape: ImageShape) => {
  const target = image.slice();
  imputeLinearly(Int32Array.from(removed), target, shape);
  return target;
};

/** The same by a dense system, each row scaled so that its weights add up to one. */
function imputedDensely(
  removed: number[],
  image: Float32Array,
  [height, width, channels]: ImageShape,
) {
  const result = Array.from(image);
  const weights = new Matrix(removed.length, removed.length);
  const known = new Matrix(removed.length, channels);
  removed.forEach((pixel, row) => {
    const [y, x] = [Math.floor(pixel / width), pixel % width];
    const beside = Array.from({ length: height * width }, (_, other) => other).filter(
      (other) =>
        other !== pixel &&
        Math.abs(Math.floor(other / width) - y) <= 1 &&
        Math.abs((other % width) - x) <= 1,
    );
    const weightOf = (other: number) =>
      Math.floor(other / width) === y || other % width === x ? 1 / 6 : 1 / 12;
    const total = beside.reduce((sum, other) => sum + weightOf(other), 0);
    weights.set(row, row, 1);
    for (const other of beside) {
      const weight = weightOf(other) / total;
      const unknown = removed.indexOf(other);
      if (unknown >= 0) weights.set(row, unknown, -weight);
      else {
        for (let channel = 0; channel < channels; channel++) {
          known.set(
            row,
            channel,
            known.get(row, channel) + weight * image[other * channels + channel]!,
          );
        }
      }
    }
  });
  const solution = solve(weights, known);
  removed.forEach((pixel, row) => {
    for (let channel = 0; channel < channels; channel++) {
      result[pixel * channels + channel] = solution.get(row, channel);
    }
  });
  return result;
}

describe('linear imputation', () => {
  it("gives the numbers of the authors' code, pixels named in any order", () => {
    const { idx, expected } = golden.road_linear_imputation_5x5_squares;
    const squares = Float32Array.from({ length: 25 }, (_, index) => index ** 2);
    for (const removed of [idx, idx.toReversed()]) {
      const result = imputed(removed, squares, [5, 5, 1]);
      idx.forEach((pixel, place) => {
        expect(result[pixel]).toBeCloseTo(expected[place]!, 4);
      });
    }
  });

  it('equals the dense system for any removed pixels and channels', () => {
    fc.assert(
      fc.property(
        fc.subarray([...Array(30).keys()], { minLength: 1, maxLength: 29 }),
        fc.constantFrom(1, 3),
        fc.integer(),
        (removed, channels, seed) => {
          const generator = generatorFor(seed, 'image');
          const image = Float32Array.from({ length: 30 * channels }, () => generator.uniform());
          const shape: ImageShape = [5, 6, channels];
          const expected = imputedDensely(removed, image, shape);
          imputed(removed, image, shape).forEach((value, index) => {
            expect(value).toBeCloseTo(expected[index]!, 5);
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  it('keeps each imputed pixel between the least and the most that is left', () => {
    fc.assert(
      fc.property(
        fc.subarray([...Array(64).keys()], { minLength: 1, maxLength: 63 }),
        fc.integer(),
        (removed, seed) => {
          const generator = generatorFor(seed, 'image');
          const image = Float32Array.from({ length: 64 }, () => generator.uniform());
          const left = image.filter((_, pixel) => !removed.includes(pixel));
          for (const value of imputed(removed, image, [8, 8, 1])) {
            expect(value).toBeGreaterThanOrEqual(Math.min(...left) - 1e-6);
            expect(value).toBeLessThanOrEqual(Math.max(...left) + 1e-6);
          }
        },
      ),
    );
  });

  it('continues an even image evenly, and takes the mean where nothing is left', () => {
    const even = new Float32Array(100).fill(0.25);
    const all = [...even.keys()];
    for (const value of imputed(all.slice(1), even, [10, 10, 1]))
      expect(value).toBeCloseTo(0.25, 6);
    const image = Float32Array.of(0, 1, 0.5, 0.5, 1, 0);
    expect([...imputed([0, 1, 2], image, [1, 3, 2])]).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
  });
});

describe('ROAD', () => {
  it('adds normal noise of the given deviation to imputed pixels alone', () => {
    const even = new Float32Array(32 * 32 * 3).fill(0.5);
    const removed = Int32Array.from({ length: 800 }, (_, pixel) => pixel);
    const target = even.slice();
    road.prepare(even, [32, 32, 3], generatorFor(1))(removed, target);
    const noise = target.subarray(0, 2400).map((value) => value - 0.5);
    const deviation = Math.sqrt(noise.reduce((sum, value) => sum + value ** 2, 0) / 2400);
    expect(Math.abs(deviation - 0.01)).toBeLessThan(0.0005);
    expect(target.subarray(2400)).toEqual(even.subarray(2400));
  });

  it('without noise is the imputation itself', () => {
    const image = Float32Array.from({ length: 25 }, (_, index) => index / 25);
    const target = image.slice();
    const plain = noisyLinearImputation(0);
    plain.prepare(image, [5, 5, 1], generatorFor(1))(Int32Array.of(3, 12), target);
    expect(target).toEqual(imputed([3, 12], image, [5, 5, 1]));
    expect(plain.id).toBe('linear-imputation');
  });
});
