import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { coalitionsByBitmask } from '../../../compute/explain/games/coalitions.ts';
import type { MaskedImage } from '../../../compute/explain/masking/maskedScores.ts';
import { explainByRise } from '../../../compute/explain/rise/explainByRise.ts';
import { drawRiseGrids, riseMasks } from '../../../compute/explain/rise/riseMasks.ts';
import { shownMeans } from '../../../compute/explain/rise/shownMeans.ts';
import { correlation } from '../../../compute/metrics/rankCorrelation.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { expectClose } from '../../engine/tensors.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const shape = [8, 6, 1] as const;
const cells = [4, 3] as const;
const generator = () => generatorFor(6, 'rise');

describe('masks', () => {
  const grids = drawRiseGrids(40, shape, { cells, shown: 0.5 }, generator());
  const masks = riseMasks(grids, shape, cells);

  it('interpolate the cells of the enlarged grid', () => {
    grids.forEach((grid, index) => {
      for (const [row, column] of [
        [0, 0],
        [3, 2],
        [7, 5],
      ] as const) {
        // 10 rows and 8 columns: one cell of 2 pixels more than the image has.
        const y = ((row + grid.shift[0]) * 3) / 9;
        const x = ((column + grid.shift[1]) * 2) / 7;
        let expected = 0;
        grid.cells.forEach((cell, place) => {
          const [down, across] = [Math.floor(place / 3), place % 3];
          expected +=
            cell * Math.max(0, 1 - Math.abs(y - down)) * Math.max(0, 1 - Math.abs(x - across));
        });
        expect(masks[index * 48 + row * 6 + column]!).toBeCloseTo(expected, 5);
      }
    });
  });

  it('take every shift up to a cell, and show a half', () => {
    const many = drawRiseGrids(4000, shape, { cells, shown: 0.3 }, generator());
    expect(new Set(many.map(({ shift }) => shift.join()))).toHaveLength(9);
    const mean = riseMasks(many, shape, cells).reduce((sum, value) => sum + value, 0) / (4000 * 48);
    expect(mean).toBeCloseTo(0.3, 1);
  });

  it('are the same whatever their number', () => {
    const few = drawRiseGrids(3, shape, { cells, shown: 0.5 }, generator());
    expect(few).toEqual(grids.slice(0, 3));
  });
});

describe('means of masks that show a pixel', () => {
  it('give half of each term of a linear score when all masks are there', () => {
    const weights = [2, -1, 0.5, 0, 4];
    const every = Float32Array.from(coalitionsByBitmask(5, 0, 32));
    const scores = Float64Array.from({ length: 32 }, (_, mask) =>
      weights.reduce((sum, weight, pixel) => sum + weight * every[5 * mask + pixel]!, 100),
    );
    const map = shownMeans(scores, 32, 7, (first, last) => every.slice(5 * first, 5 * last));
    expectClose(
      map,
      weights.map((weight) => weight / 2),
      1e-6,
    );
  });

  it('are 0 for a pixel that no mask shows', () => {
    const masks = Float32Array.of(1, 0, 0, 0);
    const map = shownMeans(Float64Array.of(3, 1), 2, 2, () => masks);
    expect([...map]).toEqual([1, 0]);
  });
});

const image = Float32Array.from({ length: 48 }, (_, index) => 0.5 + ((index * 5) % 7) / 14);
const bright = (weights: Float32Array) => (images: Tensor4D) =>
  tf.matMul(tf.reshape(images, [-1, 48]), tf.tensor2d(weights, [48, 1])) as Tensor2D;
const masked = (logits: MaskedImage['logits'], batchSize = 50): MaskedImage => ({
  logits,
  image,
  shape,
  fill: new Float32Array(48),
  batchSize,
});
const options = { evaluations: 600, cells, shown: 0.5 };

describe('RISE', () => {
  it('is Σ (f − mean f) M / Σ M of the masks it draws', () => {
    const weights = Float32Array.from({ length: 48 }, (_, index) => Math.cos(index));
    const few = { ...options, evaluations: 30 };
    const map = explainByRise(masked(bright(weights)), few, generator());
    const masks = riseMasks(drawRiseGrids(30, shape, few, generator()), shape, cells);
    const scores = Array.from({ length: 30 }, (_, mask) =>
      weights.reduce((sum, w, pixel) => sum + w * image[pixel]! * masks[48 * mask + pixel]!, 0),
    );
    const mean = scores.reduce((sum, score) => sum + score, 0) / 30;
    const expected = Array.from({ length: 48 }, (_, pixel) => {
      const own = scores.map((_, mask) => masks[48 * mask + pixel]!);
      const sum = own.reduce((total, shown, mask) => total + shown * (scores[mask]! - mean), 0);
      return sum / own.reduce((total, shown) => total + shown, 0);
    });
    expectClose(map, expected, 1e-4);
  });

  it('gives a constant score a map of zeros', () => {
    const constant = (images: Tensor4D) => tf.fill([images.shape[0], 2], 9) as Tensor2D;
    const map = explainByRise(masked(constant), options, generator());
    expect(map).toHaveLength(96);
    expect(map.every((value) => value === 0)).toBe(true);
  });

  it('peaks on the one place that a score depends on, and is negative there when it harms', () => {
    // A cell of 2 × 2 in rows 4 and 5, columns 2 and 3.
    const place = (pixel: number) =>
      [4, 5].includes(Math.floor(pixel / 6)) && [2, 3].includes(pixel % 6);
    const weights = Float32Array.from({ length: 48 }, (_, pixel) => (place(pixel) ? 1 : 0));
    const map = explainByRise(masked(bright(weights)), options, generator());
    expect(place(map.indexOf(Math.max(...map)))).toBe(true);
    const negative = explainByRise(masked(bright(weights.map((w) => -w))), options, generator());
    expect(place(negative.indexOf(Math.min(...negative)))).toBe(true);
    expect(correlation(map, negative)).toBeCloseTo(-1, 5);
  });

  it('gives the same map whatever the batch size, and keeps no tensor', () => {
    const weights = Float32Array.from({ length: 48 }, (_, index) => Math.cos(index));
    const before = tf.memory().numTensors;
    const of = (batchSize: number) =>
      explainByRise(masked(bright(weights), batchSize), options, generator());
    const expected = of(600);
    for (const batchSize of [1, 7, 64]) expectClose(of(batchSize), expected, 1e-5);
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    [{ evaluations: 0 }, /evaluations is 0/],
    [{ shown: 0 }, /shown is 0/],
    [{ shown: 1 }, /shown is 1/],
    [{ cells: [1, 4] as const }, /cells are 1 × 4/],
  ])('refuses %j', (wrong, message) => {
    expect(() =>
      explainByRise(masked(bright(new Float32Array(48))), { ...options, ...wrong }, generator()),
    ).toThrow(message);
  });
});
