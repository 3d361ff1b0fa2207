import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { plantedSet } from '../../../compute/datasets/planted/plantedSets.ts';
import { galleryMapsSchema, gallerySchema } from '../../../compute/results/gallery.ts';
import { evidenceOf } from '../../../compute/steps/planted/evidence.ts';
import { evidenceMaps } from '../../../compute/steps/planted/evidenceMaps.ts';
import { specimens } from '../../../compute/steps/planted/specimens.ts';
import { parseJson, runStep } from '../memoryInputs.ts';
import { markReader, PIXELS, PlantedInputs } from './plantedInputs.ts';

describe('specimens', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('name all their files after themselves and show the evidence', async () => {
    const about = { network: 'reader', dataset: 'planted-single/test' };
    const inputs = new PlantedInputs();
    inputs.addNetwork('reader', markReader());
    inputs.add('evidence', await runStep(evidenceMaps, { ...about, images: 4 }, inputs));
    const outputs = await runStep(
      specimens,
      {
        name: 'glyphs',
        gallery: {
          ...about,
          images: [3, 1],
          methods: [{ id: 'evidence', title: 'the evidence', maps: 'evidence' }],
        },
      },
      inputs,
    );
    const files = [...outputs.results!.keys()];
    for (const file of files) expect(file).toMatch(/^specimens-glyphs[-.]/);
    const { atlas, methods, images } = gallerySchema.parse(
      parseJson(outputs, 'specimens-glyphs.json'),
    );
    for (const file of [atlas.images, ...Object.values(methods[0]!.files)]) {
      expect(files).toContain(file);
    }
    expect(images.map(({ index, label }) => [index, label])).toEqual([
      [3, 3],
      [1, 1],
    ]);
    const { maps } = galleryMapsSchema.parse(parseJson(outputs, 'specimens-glyphs-maps.json'));
    const { parts } = plantedSet('planted-single/test');
    expect(maps['evidence']![0]).toEqual([...evidenceOf(parts.subarray(3 * PIXELS, 4 * PIXELS))]);
  });
});
