import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { conservationSchema } from '../../compute/results/conservation.ts';
import { galleryMapsSchema, gallerySchema } from '../../compute/results/gallery.ts';
import { conservation } from '../../compute/steps/conservation.ts';
import { explainLrp } from '../../compute/steps/explainLrp.ts';
import { evaluationSchema } from '../../compute/results/evaluation.ts';
import { evaluate } from '../../compute/steps/evaluate.ts';
import { gallery } from '../../compute/steps/gallery.ts';
import { hardestImages } from '../../compute/steps/hardestImages.ts';
import { brightPixelImages, MemoryInputs, parseJson, runStep } from './memoryInputs.ts';

const about = { network: 'halves', dataset: 'bright/test' };
const IMAGES = [4, 1];

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('the gallery', () => {
  it('shows chosen images with their maps, numbers and atlases agreeing', async () => {
    const inputs = new MemoryInputs(brightPixelImages(6));
    const explained = { ...about, images: 6, composite: 'epsilon' };
    inputs.add('explain-lrp', await runStep(explainLrp, explained, inputs));
    const outputs = await runStep(
      gallery,
      {
        ...about,
        images: IMAGES,
        magnification: 3,
        methods: [{ id: 'lrp', title: 'LRP', maps: 'explain-lrp' }],
      },
      inputs,
    );
    const { images, methods } = gallerySchema.parse(parseJson(outputs, 'gallery.json'));
    const { maps } = galleryMapsSchema.parse(parseJson(outputs, 'gallery-maps.json'));
    expect(images.map(({ index, label, predicted }) => [index, label, predicted])).toEqual(
      IMAGES.map((image) => {
        const half = (5 * image) % 8 < 4 ? 0 : 1;
        return [image, half, half];
      }),
    );
    IMAGES.forEach((image, position) => {
      expect(methods[0]!.maps[position]!.sum).toBeCloseTo(1, 5);
      const map = maps['lrp']![position]!;
      expect(map.indexOf(Math.max(...map))).toBe((5 * image) % 64);
    });

    const { data, info } = await sharp(outputs.results!.get('gallery-lrp-own-light.png'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([2 * 8 * 3, 8 * 3, 3]);
    const pixel = (5 * IMAGES[1]!) % 64;
    const at = (Math.floor(pixel / 8) * 3 * info.width + (8 + (pixel % 8)) * 3) * 3;
    const [red, , blue] = data.subarray(at, at + 3);
    expect(red!).toBeGreaterThan(blue! + 60);
  });

  it('refuses a map of an image that was not explained', async () => {
    const inputs = new MemoryInputs(brightPixelImages(6));
    const explained = { ...about, images: 2, composite: 'epsilon' };
    inputs.add('explain-lrp', await runStep(explainLrp, explained, inputs));
    const methods = [{ id: 'lrp', title: 'LRP', maps: 'explain-lrp' }];
    await expect(runStep(gallery, { ...about, images: [4], methods }, inputs)).rejects.toThrow(
      /image 4 was not explained/,
    );
  });
});

describe('the gallery of the hardest images', () => {
  it('shows what the evaluation found hardest, under a name of its own', async () => {
    const inputs = new MemoryInputs(brightPixelImages(6));
    const explained = { ...about, images: 5, composite: 'epsilon' };
    inputs.add('explain-lrp', await runStep(explainLrp, explained, inputs));
    const evaluated = { network: 'halves', training: 'bright/test', test: 'bright/test' };
    inputs.add('evaluate-halves', await runStep(evaluate, evaluated, inputs));
    const methods = [{ id: 'lrp', title: 'LRP', maps: 'explain-lrp' }];
    const outputs = await runStep(hardestImages, { ...about, methods, count: 4 }, inputs);

    const evaluation = await inputs.file('evaluate-halves', 'evaluation-halves.json');
    const { hardest } = evaluationSchema.parse(JSON.parse(new TextDecoder().decode(evaluation)));
    const shown = gallerySchema.parse(parseJson(outputs, 'hardest.json'));
    expect(shown.images.map(({ index }) => index)).toEqual(
      hardest
        .map(({ index }) => index)
        .filter((index) => index < explained.images)
        .slice(0, 4),
    );
    const files = [
      shown.atlas.images,
      ...Object.values(shown.methods[0]!.files),
      'hardest-maps.json',
    ];
    expect([...outputs.results!.keys()].sort()).toEqual([...files, 'hardest.json'].sort());
  });
});

describe('the conservation ledger of a study', () => {
  it('closes for a linear network without biases', async () => {
    const outputs = await runStep(
      conservation,
      {
        ...about,
        images: IMAGES,
        composites: [{ id: 'lrp', composite: 'epsilon', title: 'LRP' }],
      },
      new MemoryInputs(brightPixelImages(6)),
    );
    const { composites, image } = conservationSchema.parse(parseJson(outputs, 'conservation.json'));
    expect(image.logit).toBeCloseTo(1, 6);
    const { conservedShare } = composites[0]!;
    for (const share of Object.values(conservedShare)) expect(share).toBeCloseTo(1, 5);
  });
});
