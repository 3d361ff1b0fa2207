import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { stabilitySchema, type Stability } from '../../../compute/results/stability.ts';
import { measureStability } from '../../../compute/steps/stability/measureStability.ts';
import { brightPixelImages, MemoryInputs, parseJson, runStep } from '../memoryInputs.ts';

/** Cells of 2 × 2 pixels make 16 players, those of 4 × 4 four. */
const parameters = {
  network: 'halves',
  dataset: 'bright/test',
  images: 3,
  seeds: 3,
  cell: 2,
  evaluations: [40, 200],
  published: 200,
  shownImages: 2,
  shapley: { images: 2, cell: 4, evaluations: [6, 14] },
  bootstrapResamples: 100,
};

async function measure(changed: object = {}): Promise<Stability> {
  const inputs = new MemoryInputs(brightPixelImages(4));
  const outputs = await runStep(measureStability, { ...parameters, ...changed }, inputs);
  return stabilitySchema.parse(parseJson(outputs, 'stability.json'));
}

describe('stability', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('is that of one cell which all runs find, where one cell is taken', async () => {
    const { rows, cells } = await measure({ share: 1 / 16 });
    expect(cells).toBe(16);
    expect(rows.map(({ id }) => id)).toEqual([
      'lime',
      'lime-antithetic',
      'kernel-shap',
      'kernel-shap-smoothed',
    ]);
    for (const { overlap, jaccard, reaches } of rows) {
      expect(overlap.map(({ value }) => value)).toEqual([1, 1]);
      expect(jaccard.map(({ value }) => value)).toEqual([1, 1]);
      expect(reaches).toBe(40);
    }
  });

  it('falls where noise decides which cells are taken beside the one that counts', async () => {
    const { rows } = await measure({ share: 0.25 });
    const lime = rows.find(({ id }) => id === 'lime')!;
    expect(lime.overlap[0]!.value).toBeGreaterThan(0.24);
    expect(lime.overlap[0]!.value).toBeLessThan(0.9);
    expect(lime.jaccard[0]!.value).toBeLessThan(lime.overlap[0]!.value);
    expect(lime.reaches).toBe(null);
  });

  it('keeps the chance of each cell to be taken, which add up to the cells taken', async () => {
    const { probabilities } = await measure({ share: 0.25 });
    expect(probabilities.length).toBe(2 * 4 * 2);
    for (const { image, predicted, label, cells } of probabilities) {
      expect(predicted).toBe(label);
      expect(cells.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(4, 4);
      // Image i is bright at pixel 5 i, in a cell that every run takes.
      const pixel = (5 * image) % 64;
      expect(cells[Math.floor(pixel / 16) * 4 + Math.floor((pixel % 8) / 2)]).toBe(1);
    }
  });

  it('finds every estimator exact in a game where players only add up', async () => {
    const { shapley } = await measure();
    expect([shapley.players, shapley.exactEvaluations]).toEqual([4, 16]);
    expect(shapley.estimators.map(({ id }) => id)).toEqual([
      'kernel-shap',
      'kernel-shap-smoothed',
      'shap-sampling',
      'permutation-shapley',
    ]);
    for (const { median, upperQuartile } of shapley.estimators) {
      for (const error of [...median, ...upperQuartile]) expect(error).toBeLessThan(1e-5);
    }
    const [ours, smoothed, ...others] = shapley.estimators;
    // Three pairs of coalitions are too few for standard errors; all of them leave none.
    expect(ours!.coverage).toEqual([null, { value: 1, low: 1, high: 1 }]);
    expect(smoothed!.coverage).toEqual(ours!.coverage);
    for (const { coverage } of others) expect(coverage).toBe(null);
  });

  it('tries a method that grows dear with fewer evaluations only, and the others with all', async () => {
    const { rows, probabilities } = await measure({
      images: 1,
      seeds: 2,
      evaluations: [40, 4100],
      published: 4100,
      shownImages: 1,
    });
    expect(rows.map(({ id, overlap, jaccard }) => [id, overlap.length, jaccard.length])).toEqual([
      ['lime', 2, 2],
      ['lime-antithetic', 2, 2],
      ['kernel-shap', 2, 2],
      ['kernel-shap-smoothed', 1, 1],
    ]);
    expect(probabilities.map(({ row, evaluations }) => [row, evaluations])).toEqual([
      ['lime', 40],
      ['lime', 4100],
      ['lime-antithetic', 40],
      ['lime-antithetic', 4100],
      ['kernel-shap', 40],
      ['kernel-shap', 4100],
      ['kernel-shap-smoothed', 40],
    ]);
  });

  it('refuses a published setting that it does not try', async () => {
    await expect(measure({ published: 100 })).rejects.toThrow(/published.*40, 200/s);
  });

  it('is the same each time and leaves no tensor behind', async () => {
    const first = await measure();
    const before = tf.memory().numTensors;
    expect(await measure()).toEqual(first);
    expect(tf.memory().numTensors).toBe(before);
  });
});
