import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { registerGradients } from '../../../compute/engine/registerGradients.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { metricTableSchema } from '../../../compute/results/metricTable.ts';
import { measureMethods } from '../../../compute/steps/measure/measureMethods.ts';
import { drawMosaics } from '../../../compute/steps/measure/mosaics.ts';
import { brightPixelImages, MemoryInputs, parseJson, runStep } from '../memoryInputs.ts';

const set = brightPixelImages(20);

async function table(changes: object = {}) {
  const outputs = await runStep(
    measureMethods,
    {
      network: 'halves',
      dataset: 'bright/test',
      images: 5,
      methods: ['gradient', 'gradient-times-input', 'lime'],
      evaluations: 16,
      neighbours: 3,
      copies: 2,
      bootstrapResamples: 100,
      ...changes,
    },
    new MemoryInputs(set),
  );
  const found = metricTableSchema.parse(parseJson(outputs, 'metrics-methods.json'));
  const cell = (metric: string, method: string) =>
    found.columns.find(({ id }) => id === metric)!.cells[
      found.rows.findIndex(({ id }) => id === method)
    ]!;
  return { found, cell };
}

describe('measuring methods', () => {
  beforeAll(async () => {
    registerGradients();
    await tf.setBackend('cpu');
  });

  it('knows what a linear network must give', async () => {
    const { cell } = await table();
    // Its gradient is the same everywhere, and does not see the image.
    expect(cell('max-sensitivity', 'gradient').mean.value).toBe(0);
    expect(cell('local-lipschitz', 'gradient').mean.value).toBe(0);
    expect(cell('max-sensitivity', 'gradient-times-input').mean.value).toBeGreaterThan(0);
    // The two classes weigh the two halves: their gradients are each other's opposite in ranks.
    expect(cell('random-logit', 'gradient').values).toEqual([-1, -1, -1, -1, -1]);
  });

  it('leaves out smooth MPRT of sampling methods unless it is asked for', async () => {
    expect((await table()).cell('smooth-mprt', 'lime')).toBeNull();
    const { cell } = await table({ smoothSampling: true, methods: ['lime'] });
    expect(cell('smooth-mprt', 'lime').values).toHaveLength(5);
  });

  it('gives the same numbers twice and leaves no tensor behind', async () => {
    const { found } = await table();
    const before = tf.memory().numTensors;
    expect((await table()).found).toEqual(found);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('mosaics', () => {
  it('are half of the class explained, with the tiles where the mask says', () => {
    const { images, masks, targets } = drawMosaics(set, 12, generatorFor(4));
    targets.forEach((target, mosaic) => {
      const mask = masks.subarray(mosaic * 64, (mosaic + 1) * 64);
      expect(mask.reduce((sum, marked) => sum + marked, 0)).toBe(32);
      for (let pixel = 0; pixel < 64; pixel++) {
        const value = images[mosaic * 64 + pixel]!;
        if (value === 0) continue;
        // A bright pixel lies in the half of its tile that its class says.
        expect(value).toBeCloseTo(0.25, 6);
        const half = pixel % 4 < 2 ? 0 : 1;
        expect(half === target).toBe(mask[pixel] === 1);
      }
    });
    expect(new Set(targets).size).toBe(2);
  });
});
