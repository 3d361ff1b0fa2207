import * as tf from '@tensorflow/tfjs-core';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ImageSet } from '../../../compute/datasets/imageSet.ts';
import type { Layer } from '../../../compute/networks/architecture.ts';
import {
  disposeNetwork,
  loadNetwork,
  type StoredNetwork,
} from '../../../compute/networks/network.ts';
import type { Outputs } from '../../../compute/pipeline/step.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { contrastsMapsSchema, contrastsSchema } from '../../../compute/results/contrasts.ts';
import { contrast } from '../../../compute/steps/contrast/contrast.ts';
import { explainKernelShap } from '../../../compute/steps/explainKernelShap.ts';
import { explainLime } from '../../../compute/steps/explainLime.ts';
import { explainLrp } from '../../../compute/steps/explainLrp.ts';
import { readMaps } from '../../../compute/steps/relevanceMaps.ts';
import { modelFiles } from '../../../compute/steps/trainedNetwork.ts';
import { contrastByLrp } from '../../../src/demos/class-contrast/answer.ts';
import { contrastByKernelShap } from '../../../src/demos/class-contrast/segmentAnswer.ts';
import { segmentMaps } from '../../../src/demos/worker/segmentMaps.ts';
import { randomNetwork } from '../../networks/randomNetwork.ts';
import { MemoryInputs, parseJson, runStep } from '../memoryInputs.ts';

const PIXELS = 64;
const CLASSES = 3;
const IMAGES = [4, 0, 2];
const SEED = 1;

const LINEAR: Layer[] = [{ type: 'flatten' }, { type: 'dense', units: CLASSES, bias: true }];
const convolution: Layer = {
  type: 'conv2d',
  filters: 4,
  kernelSize: [3, 3],
  padding: 'same',
  bias: 'channel',
};
const CURVED: Layer[] = [
  convolution,
  { type: 'relu' },
  { type: 'maxPool', size: [2, 2], padding: 'valid' },
  convolution,
  { type: 'relu' },
  ...LINEAR,
];

const METHODS = [
  { id: 'lime', title: 'LIME', maps: 'explain-lime' },
  { id: 'kernel-shap', title: 'Kernel SHAP', maps: 'explain-kernel-shap' },
  { id: 'lrp', title: 'LRP', maps: 'explain-lrp' },
];

/** Six images of noise: every pixel is evidence for something. */
function noise(): ImageSet {
  const generator = generatorFor(5, 'noise');
  const count = 6;
  return {
    name: 'noise/test',
    shape: [8, 8, 1],
    classNames: ['a', 'b', 'c'],
    count,
    pixels: Uint8Array.from({ length: count * PIXELS }, () => generator.below(256)),
    labels: new Uint8Array(count),
    digest: 'noise',
  };
}

function network(layers: Layer[]): StoredNetwork {
  return randomNetwork({ name: 'small', inputShape: [8, 8, 1], classes: CLASSES, layers }, 3);
}

interface Settings {
  readonly lime: object;
  readonly kernelShap: object;
  readonly composite: string;
}

/** What the step gives for a network, with the settings of explaining steps, and those steps' maps. */
async function contrasted(stored: StoredNetwork, settings: Settings, images = IMAGES) {
  const inputs = new MemoryInputs(noise());
  inputs.steps.set('train-small', modelFiles('small', stored));
  const about = { network: 'small', dataset: 'noise/test' };
  const explained = { ...about, images: 6 };
  const { lime, kernelShap, composite } = settings;
  inputs.add('explain-lime', await runStep(explainLime, { ...explained, ...lime }, inputs));
  inputs.add(
    'explain-kernel-shap',
    await runStep(explainKernelShap, { ...explained, ...kernelShap }, inputs),
  );
  inputs.add('explain-lrp', await runStep(explainLrp, { ...explained, composite }, inputs));
  const parameters = { ...about, images, magnification: 2, methods: METHODS };
  const outputs = await runStep(contrast, parameters, inputs, undefined, SEED);
  return { inputs, outputs, ...published(outputs) };
}

function published(outputs: Outputs) {
  const shown = contrastsSchema.parse(parseJson(outputs, 'contrasts.json'));
  const { maps } = contrastsMapsSchema.parse(parseJson(outputs, 'contrasts-maps.json'));
  const entry = (id: string) => shown.methods.find((method) => method.id === id)!;
  return { shown, maps, entry };
}

const values = (image: number) =>
  Float32Array.from(noise().pixels.subarray(image * PIXELS, (image + 1) * PIXELS), (p) => p / 255);

const EXHAUSTIVE = { cell: 4, evaluations: 16, fill: 0.25 };

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('maps of the predicted class against the runner-up', () => {
  it('of a linear network are its weights times what is seen', async () => {
    const stored = network(LINEAR);
    const kernel = stored.weights.get('1.kernel')!.values;
    const bias = stored.weights.get('1.bias')!.values;
    const { shown, maps, entry } = await contrasted(stored, {
      lime: { ...EXHAUSTIVE, ridge: 0 },
      kernelShap: EXHAUSTIVE,
      composite: 'zero',
    });
    expect(shown.images.map(({ index }) => index)).toEqual(IMAGES);
    for (const [position, { index, predicted, runnerUp, difference }] of shown.images.entries()) {
      const image = values(index);
      const weight = (pixel: number) =>
        kernel[pixel * CLASSES + predicted]! - kernel[pixel * CLASSES + runnerUp]!;
      const logits = Array.from({ length: CLASSES }, (_, output) =>
        image.reduce((sum, x, pixel) => sum + x * kernel[pixel * CLASSES + output]!, bias[output]!),
      );
      const ranked = [...logits].sort((a, b) => b - a);
      expect(logits[predicted]).toBe(ranked[0]);
      expect(logits[runnerUp]).toBe(ranked[1]);
      expect(difference).toBeCloseTo(ranked[0]! - ranked[1]!, 4);

      const biases = bias[predicted]! - bias[runnerUp]!;
      const byPixel = [...image].map((x, pixel) => x * weight(pixel));
      expectClose(maps['lrp']![position]!, byPixel);
      const lrp = entry('lrp').maps[position]!;
      expect(lrp.lostToBias).toBeCloseTo(biases, 4);
      expect(lrp.sum).toBeCloseTo(difference - biases, 4);

      const byCell = cellSums([...image].map((x, pixel) => (x - 0.25) * weight(pixel)));
      expectClose(maps['lime']![position]!, byCell);
      expect(entry('lime').maps[position]!.surrogateR2).toBeCloseTo(1, 6);
      expectClose(maps['kernel-shap']![position]!, byCell);
      const shap = entry('kernel-shap').maps[position]!;
      const hidden = biases + 0.25 * image.reduce((sum, _, pixel) => sum + weight(pixel), 0);
      expect(shap.hiddenDifference).toBeCloseTo(hidden, 4);
      expect(shap.sum).toBeCloseTo(difference - hidden, 4);
      expect(shap.largestStandardError).toBe(0);
    }
  });

  const SAMPLED = { cell: 2, evaluations: 60 };

  it('of a convolution net are the differences of what the demo gives each class', async () => {
    const stored = network(CURVED);
    const { shown, maps, entry, inputs } = await contrasted(stored, {
      lime: SAMPLED,
      kernelShap: SAMPLED,
      composite: 'epsilonGammaBox',
    });
    const own = await readMaps(inputs, 'explain-kernel-shap');
    const loaded = loadNetwork(stored);
    for (const [position, { index, predicted, runnerUp, difference }] of shown.images.entries()) {
      expect(predicted).toBe(own.target(index));
      const asked = { network: '', image: values(index), first: predicted, second: runnerUp };
      const byLrp = contrastByLrp(loaded, {
        ...asked,
        kind: 'contrast-by-lrp',
        composite: 'epsilonGammaBox',
      });
      const [first, second] = byLrp.maps;
      expectClose(
        maps['lrp']![position]!,
        [...first].map((relevance, pixel) => relevance - second[pixel]!),
      );
      const lrp = entry('lrp').maps[position]!;
      expect(lrp.sum + lrp.lostToBias! + lrp.lostToStabiliser!).toBeCloseTo(difference, 4);

      const segments = { ...SAMPLED, fill: 0, seed: SEED, index };
      const [limeFirst, limeSecond] = [predicted, runnerUp].map(
        (label) => segmentMaps(loaded, asked.image, label, segments).lime,
      );
      expectClose(
        maps['lime']![position]!,
        [...limeFirst!].map((relevance, pixel) => relevance - limeSecond![pixel]!),
      );
      const bySegments = contrastByKernelShap(loaded, {
        ...asked,
        kind: 'contrast-by-kernel-shap',
        segments,
      });
      const [shapFirst, shapSecond] = bySegments.maps;
      expect([...shapFirst]).toEqual([...own.pixelMap(index)]);
      expectClose(
        maps['kernel-shap']![position]!,
        [...shapFirst].map((relevance, pixel) => relevance - shapSecond[pixel]!),
      );
      const shap = entry('kernel-shap').maps[position]!;
      expect(shap.largestStandardError).toBeGreaterThan(0);
      expect(shap.sum + shap.hiddenDifference!).toBeCloseTo(difference, 4);
    }
    disposeNetwork(loaded);
  });

  it('are the same in whatever order images are asked for, and leave no tensor', async () => {
    const settings = { lime: SAMPLED, kernelShap: SAMPLED, composite: 'epsilonGammaBox' };
    const stored = network(CURVED);
    const before = tf.memory().numTensors;
    const some = await contrasted(stored, settings);
    const others = await contrasted(stored, settings, IMAGES.toReversed());
    expect(tf.memory().numTensors).toBe(before);
    for (const id of Object.keys(some.maps))
      expect(others.maps[id]!.toReversed()).toEqual(some.maps[id]);
    expect(others.shown.images.toReversed()).toEqual(some.shown.images);
  });

  it('come in atlases for both scales and both themes', async () => {
    const settings = { lime: SAMPLED, kernelShap: SAMPLED, composite: 'epsilonGammaBox' };
    const { outputs, shown, maps } = await contrasted(network(CURVED), settings);
    const files = shown.methods.flatMap((method) => Object.values(method.files));
    expect([...outputs.results!.keys()].sort()).toEqual(
      [...files, 'contrasts.json', 'contrasts-maps.json'].sort(),
    );
    const map = maps['lrp']![1]!;
    const pixel = map.indexOf(Math.max(...map));
    const { data, info } = await sharp(outputs.results!.get('contrasts-lrp-own-light.png'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([IMAGES.length * 8 * 2, 8 * 2]);
    const at = (Math.floor(pixel / 8) * 2 * info.width + (8 + (pixel % 8)) * 2) * 3;
    const [red, , blue] = data.subarray(at, at + 3);
    expect(red!).toBeGreaterThan(blue! + 60);
  });

  it('are refused for maps of a method that explains no difference', async () => {
    const inputs = new MemoryInputs(noise());
    inputs.steps.set('train-small', modelFiles('small', network(LINEAR)));
    const descriptor = new TextEncoder().encode('{ "method": "rise", "settings": {} }');
    inputs.steps.set('explain-rise', new Map([['maps.json', descriptor]]));
    const methods = [{ id: 'rise', title: 'RISE', maps: 'explain-rise' }];
    const asked = { network: 'small', dataset: 'noise/test', images: [0], methods };
    await expect(runStep(contrast, asked, inputs)).rejects.toThrow(
      '"rise" has no contrast; give lime, kernel-shap, lrp',
    );
  });
});

/** Published numbers have six digits. */
function expectClose(found: readonly number[], expected: readonly number[]): void {
  const scale = Math.max(...expected.map(Math.abs));
  expect(scale).toBeGreaterThan(0);
  expect(found.length).toBe(expected.length);
  found.forEach((value, pixel) => {
    expect(Math.abs(value - expected[pixel]!) / scale).toBeLessThan(1e-5);
  });
}

/** Each pixel with the sum over its 4 × 4 cell. */
function cellSums(map: readonly number[]): number[] {
  const cell = (pixel: number) => 2 * Math.floor(pixel / 32) + Math.floor((pixel % 8) / 4);
  return map.map((_, pixel) =>
    map.reduce((sum, value, other) => (cell(other) === cell(pixel) ? sum + value : sum), 0),
  );
}
