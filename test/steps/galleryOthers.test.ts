import * as tf from '@tensorflow/tfjs-core';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCpuEngine } from '../../compute/engine/cpuEngine.ts';
import { METHODS } from '../../compute/explain/methods/index.ts';
import type { StoredNetwork } from '../../compute/networks/network.ts';
import type { Files } from '../../compute/pipeline/step.ts';
import { galleryOthersSchema } from '../../compute/results/galleryOthers.ts';
import { floatsOfBytes } from '../../compute/steps/binary.ts';
import { explainByMethod } from '../../compute/steps/explainByMethod.ts';
import { galleryOthers } from '../../compute/steps/galleryOthers.ts';
import { readMaps } from '../../compute/steps/relevanceMaps.ts';
import { modelFiles } from '../../compute/steps/trainedNetwork.ts';
import { randomNetwork } from '../networks/randomNetwork.ts';
import { brightPixelImages, CPU_ENGINE, MemoryInputs, parseJson, runStep } from './memoryInputs.ts';

const PIXELS = 64;
const IMAGES = [4, 1, 5];
const EVALUATIONS = 20;
const EPSILON = { id: 'lrp-epsilon', title: 'LRP (ε everywhere)', composite: 'epsilon' };
const ALL = [EPSILON, ...METHODS.map(({ id }) => ({ id }))];

const about = (network: string, methods: readonly object[] = ALL, images = IMAGES) => ({
  network,
  dataset: 'bright/test',
  images,
  magnification: 3,
  evaluations: EVALUATIONS,
  methods,
});

/** A network that every method can explain: Grad-CAM needs a convolution. */
function convolutional(): StoredNetwork {
  return randomNetwork(
    {
      name: 'small',
      inputShape: [8, 8, 1],
      classes: 2,
      layers: [
        { type: 'conv2d', filters: 3, kernelSize: [3, 3], padding: 'same', bias: 'channel' },
        { type: 'relu' },
        { type: 'flatten' },
        { type: 'dense', units: 2, bias: true },
      ],
    },
    3,
  );
}

function inputsWith(count = 6): MemoryInputs {
  const inputs = new MemoryInputs(brightPixelImages(count));
  inputs.steps.set('train-small', modelFiles('small', convolutional()));
  return inputs;
}

/** The maps of one unit, image by image, and the classes they explain. */
async function unitOf(
  given: ReturnType<typeof about>,
  unit: string,
  inputs = inputsWith(),
): Promise<{ maps: number[][]; targets: number[] }> {
  const files: Files = await galleryOthers.runUnit({
    study: 'test',
    step: 'gallery-others',
    parameters: galleryOthers.parameters.parse(given),
    seed: 1,
    engine: CPU_ENGINE,
    inputs,
    unit,
    report: () => undefined,
  });
  const all = floatsOfBytes(files.get('maps.f32')!);
  return {
    maps: given.images.map((_, image) => [...all.subarray(image * PIXELS, (image + 1) * PIXELS)]),
    targets: [...files.get('targets.u8')!],
  };
}

beforeAll(async () => {
  await loadCpuEngine();
});

describe('the images of the gallery by further methods', () => {
  it('have the weights of a linear network as gradient, and its terms as the other maps', async () => {
    const bright = (image: number) => (5 * image) % PIXELS;
    const half = (pixel: number) => (pixel % 8 < 4 ? 0 : 1);
    const linear = about('halves');
    const gradient = await unitOf(linear, 'gradient');
    expect(gradient.targets).toEqual(IMAGES.map((image) => half(bright(image))));
    IMAGES.forEach((image, position) => {
      const target = half(bright(image));
      const weights = Array.from({ length: PIXELS }, (_, pixel) => +(half(pixel) === target));
      expect(gradient.maps[position]).toEqual(weights);
    });
    for (const id of ['gradient-times-input', 'integrated-gradients', 'lrp-epsilon']) {
      const { maps } = await unitOf(linear, id);
      IMAGES.forEach((image, position) => {
        maps[position]!.forEach((relevance, pixel) => {
          expect(relevance).toBeCloseTo(pixel === bright(image) ? 1 : 0, 5);
        });
      });
    }
    const cellOf = (pixel: number) => 2 * Math.floor(pixel / 32) + Math.floor((pixel % 8) / 4);
    for (const id of ['occlusion', 'permutation-shapley']) {
      const { maps } = await unitOf(linear, id);
      IMAGES.forEach((image, position) => {
        maps[position]!.forEach((relevance, pixel) => {
          expect(relevance).toBeCloseTo(cellOf(pixel) === cellOf(bright(image)) ? 1 : 0, 5);
        });
      });
    }
  });

  it('have the maps that step `explain-by` makes of the same images, whatever the order', async () => {
    const inputs = inputsWith();
    for (const { id } of METHODS) {
      const explained = {
        network: 'small',
        dataset: 'bright/test',
        images: 6,
        method: id,
        evaluations: EVALUATIONS,
        blockSize: 4,
        batchSize: 3,
      };
      inputs.add(`explain-${id}`, await runStep(explainByMethod, explained, inputs));
      const other = await readMaps(inputs, `explain-${id}`);
      const before = tf.memory().numTensors;
      const { maps, targets } = await unitOf(about('small'), id);
      expect(tf.memory().numTensors, id).toBe(before);
      IMAGES.forEach((image, position) => {
        expect(targets[position]).toBe(other.target(image));
        [...other.pixelMap(image)].forEach((relevance, pixel) => {
          expect(maps[position]![pixel], id).toBeCloseTo(relevance, 5);
        });
      });
      const reversed = await unitOf(about('small', ALL, IMAGES.toReversed()), id);
      expect(reversed.maps.toReversed(), id).toEqual(maps);
    }
  });

  it('come in atlases for both scales and both themes, with what their numbers say', async () => {
    const outputs = await runStep(galleryOthers, about('small'), inputsWith());
    const shown = galleryOthersSchema.parse(parseJson(outputs, 'gallery-others.json'));
    const files = shown.methods.flatMap((method) => Object.values(method.files));
    expect(files.length).toBe(4 * ALL.length);
    expect([...outputs.results!.keys()].sort()).toEqual([...files, 'gallery-others.json'].sort());
    expect(shown.images.map(({ index }) => index)).toEqual(IMAGES);
    expect(shown.methods.map(({ id, title }) => ({ id, title }))).toEqual([
      { id: EPSILON.id, title: EPSILON.title },
      ...METHODS.map(({ id, title }) => ({ id, title })),
    ]);
    const methodOf = (id: string) => shown.methods.find((method) => method.id === id)!;
    expect(methodOf('lrp-epsilon').settings).toEqual({ composite: 'epsilon' });
    expect(methodOf('rise').settings).toEqual({ evaluations: EVALUATIONS });
    expect(methodOf('gradient').settings).toEqual({});

    for (const id of ['gradient', 'grad-cam']) {
      const { maps, targets } = await unitOf(about('small'), id);
      expect(shown.images.map(({ predicted }) => predicted)).toEqual(targets);
      for (const [position, map] of maps.entries()) {
        const against = map.reduce((sum, value) => sum - Math.min(0, value), 0);
        const all = map.reduce((sum, value) => sum + Math.abs(value), 0);
        expect(methodOf(id).maps[position]!.against).toBeCloseTo(all === 0 ? 0 : against / all, 5);
      }
    }
    expect(methodOf('grad-cam').maps.map(({ against }) => against)).toEqual([0, 0, 0]);
    expect(methodOf('gradient').maps.some(({ against }) => against > 0.1)).toBe(true);

    const { maps } = await unitOf(about('small'), 'gradient');
    const pixel = maps[2]!.indexOf(Math.min(...maps[2]!));
    const { data, info } = await sharp(
      outputs.results!.get('gallery-others-gradient-own-light.png'),
    )
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([IMAGES.length * 8 * 3, 8 * 3]);
    const at = (Math.floor(pixel / 8) * 3 * info.width + (16 + (pixel % 8)) * 3) * 3;
    const [red, , blue] = data.subarray(at, at + 3);
    expect(blue!).toBeGreaterThan(red! + 60);
  });

  it('are refused by methods and composites that do not exist', () => {
    const parse = (method: object) => galleryOthers.parameters.safeParse(about('small', [method]));
    expect(parse({ id: 'gradient' }).success).toBe(true);
    expect(parse({ id: 'tea-leaves' }).success).toBe(false);
    expect(parse({ ...EPSILON, composite: 'tea-leaves' }).success).toBe(false);
  });
});
