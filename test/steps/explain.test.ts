import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Step } from '../../compute/pipeline/step.ts';
import { explainByMethod } from '../../compute/steps/explainByMethod.ts';
import { explainKernelShap } from '../../compute/steps/explainKernelShap.ts';
import { explainLime } from '../../compute/steps/explainLime.ts';
import { explainLrp } from '../../compute/steps/explainLrp.ts';
import { readMaps } from '../../compute/steps/relevanceMaps.ts';
import { brightPixelImages, MemoryInputs, runStep } from './memoryInputs.ts';

const IMAGES = 9;
const explained = { network: 'halves', dataset: 'bright/test', images: IMAGES };

async function mapsOf<Parameters>(step: Step<Parameters>, parameters: object) {
  const inputs = new MemoryInputs(brightPixelImages(IMAGES));
  inputs.add(step.id, await runStep(step, { ...explained, ...parameters }, inputs));
  return readMaps(inputs, step.id);
}

const brightPixel = (image: number) => (5 * image) % 64;

/** The 4 × 4 cell of an 8 × 8 image in which a pixel lies. */
const cellOf = (pixel: number) => 2 * Math.floor(pixel / 32) + Math.floor((pixel % 8) / 4);

describe('explaining steps', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('LRP gives the whole logit of a linear network to the bright pixel', async () => {
    const maps = await mapsOf(explainLrp, { composite: 'epsilon', blockSize: 4, batchSize: 3 });
    for (let image = 0; image < IMAGES; image++) {
      const expected = new Float32Array(64);
      expected[brightPixel(image)] = 1;
      maps.pixelMap(image).forEach((value, pixel) => {
        expect(value).toBeCloseTo(expected[pixel]!, 5);
      });
      expect(maps.quality(image)).toBeCloseTo(1, 5);
    }
  });

  it.each(['lime', 'kernel-shap'])(
    '%s as one of all methods gives the maps of its own step',
    async (method) => {
      const settings = { evaluations: 12, blockSize: 5 };
      const own =
        method === 'lime'
          ? await mapsOf(explainLime, settings)
          : await mapsOf(explainKernelShap, settings);
      const among = await mapsOf(explainByMethod, { method, evaluations: 12, blockSize: 4 });
      for (let image = 0; image < IMAGES; image++) {
        expect(among.target(image)).toBe(own.target(image));
        expect(among.pixelMap(image)).toEqual(own.pixelMap(image));
        const sum = among.pixelMap(image).reduce((total, relevance) => total + relevance, 0);
        // The logit of a bright pixel is 1.
        expect(among.quality(image)).toBeCloseTo(sum, 4);
      }
    },
  );

  it('Kernel SHAP gives the whole logit to the cell of the bright pixel', async () => {
    const maps = await mapsOf(explainKernelShap, { evaluations: 14, blockSize: 5 });
    const { labels } = brightPixelImages(IMAGES);
    for (let image = 0; image < IMAGES; image++) {
      expect(maps.target(image)).toBe(labels[image]);
      maps.pixelMap(image).forEach((value, pixel) => {
        const inCell = cellOf(pixel) === cellOf(brightPixel(image));
        expect(value).toBeCloseTo(inCell ? 1 : 0, 5);
      });
      expect(maps.scoreSum(image)).toBeCloseTo(1, 5);
    }
  });

  it('LIME with all 16 masks gives no weight to cells without evidence and fits exactly', async () => {
    const maps = await mapsOf(explainLime, { evaluations: 16, ridge: 0 });
    for (let image = 0; image < IMAGES; image++) {
      maps.pixelMap(image).forEach((value, pixel) => {
        const inCell = cellOf(pixel) === cellOf(brightPixel(image));
        expect(value).toBeCloseTo(inCell ? 1 : 0, 5);
      });
      expect(maps.quality(image)).toBeCloseTo(1, 5);
    }
  });

  it('gives an image the same map in whatever block it is explained', async () => {
    const small = await mapsOf(explainLime, { evaluations: 9, blockSize: 2 });
    const large = await mapsOf(explainLime, { evaluations: 9, blockSize: 9 });
    for (let image = 0; image < IMAGES; image++) {
      expect(small.pixelMap(image)).toEqual(large.pixelMap(image));
    }
  });

  it('explains images beyond the first as it does among them', async () => {
    const all = await mapsOf(explainLime, { evaluations: 9 });
    const chosen = await mapsOf(explainLime, { evaluations: 9, images: 2, further: [7, 4] });
    for (const image of [0, 1, 4, 7]) {
      expect(chosen.pixelMap(image)).toEqual(all.pixelMap(image));
      expect(chosen.quality(image)).toBe(all.quality(image));
      expect(chosen.target(image)).toBe(all.target(image));
    }
    expect(() => chosen.pixelMap(5)).toThrow(
      'step "explain-lime": image 5 was not explained, only the first 2 and 2 others',
    );
    await expect(mapsOf(explainLime, { evaluations: 9, images: 5, further: [4] })).rejects.toThrow(
      'further: image 4 is among the first 5, which are explained',
    );
  });
});
