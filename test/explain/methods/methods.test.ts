import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerGradients } from '../../../compute/engine/registerGradients.ts';
import { METHODS, methodById } from '../../../compute/explain/methods/index.ts';
import { disposeNetwork, loadNetwork, type Network } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { expectClose } from '../../engine/tensors.ts';

const SIDE = 8;
const PIXELS = SIDE * SIDE;
const IMAGES = 3;
/** 2 × 2 cells of 4 × 4 pixels, of which no method draws more than these coalitions. */
const EVALUATIONS = 60;

const generator = generatorFor(5);
const weights = Float32Array.from({ length: PIXELS * 2 }, () => generator.normal());
const images = Float32Array.from({ length: IMAGES * PIXELS }, () => generator.uniform());
const TARGETS = [1, 0, 1];

let network: Network;

beforeAll(async () => {
  registerGradients();
  await tf.setBackend('cpu');
  // A linear network, written as a convolution so that Grad-CAM finds its feature map.
  network = loadNetwork({
    architecture: {
      name: 'linear',
      inputShape: [SIDE, SIDE, 1],
      classes: 2,
      layers: [
        { type: 'conv2d', filters: 1, kernelSize: [1, 1], padding: 'same', bias: 'none' },
        { type: 'flatten' },
        { type: 'dense', units: 2, bias: false },
      ],
    },
    weights: new Map([
      ['0.kernel', { shape: [1, 1, 1, 1], values: Float32Array.of(1) }],
      ['2.kernel', { shape: [PIXELS, 2], values: weights }],
    ]),
  });
});

afterAll(() => {
  disposeNetwork(network);
});

const contributions = Array.from({ length: IMAGES }, (_, image) =>
  Float64Array.from(
    { length: PIXELS },
    (_, pixel) => images[image * PIXELS + pixel]! * weights[pixel * 2 + TARGETS[image]!]!,
  ),
);

/** What each pixel's cell adds to the logit, painted over the cell. */
function cellSums(own: Float64Array): Float64Array {
  const cell = (pixel: number) => 2 * Math.floor(pixel / 32) + Math.floor((pixel % SIDE) / 4);
  const sums = [0, 0, 0, 0];
  own.forEach((value, pixel) => (sums[cell(pixel)]! += value));
  return own.map((_, pixel) => sums[cell(pixel)]!);
}

function explain(id: string, batchSize = 2, from = 0): Float32Array {
  return methodById(id).explain({
    network,
    images: images.subarray(from * PIXELS),
    targets: TARGETS.slice(from),
    generatorOf: (image) => generatorFor(3, from + image),
    evaluations: EVALUATIONS,
    batchSize,
  });
}

/** What a linear network must give: one entry a method, or none where it gives an estimate. */
const EXPECTED: Record<string, ((image: number) => ArrayLike<number>) | undefined> = {
  gradient: (image) =>
    Float64Array.from({ length: PIXELS }, (_, pixel) => weights[pixel * 2 + TARGETS[image]!]!),
  'smooth-grad': (image) => EXPECTED['gradient']!(image),
  'gradient-times-input': (image) => contributions[image]!,
  'integrated-gradients': (image) => contributions[image]!,
  occlusion: (image) => cellSums(contributions[image]!),
  'kernel-shap': (image) => cellSums(contributions[image]!),
  'permutation-shapley': (image) => cellSums(contributions[image]!),
  // A rule for pixels between 0 and 1 at the convolution, ridge and random masks: estimates.
  lrp: undefined,
  lime: undefined,
  rise: undefined,
  'grad-cam': undefined,
};

describe.each(METHODS.map(({ id }) => id))('%s', (id) => {
  it('gives each pixel of a linear network what is due to it', () => {
    expect(Object.keys(EXPECTED)).toContain(id);
    const expected = EXPECTED[id];
    const maps = explain(id);
    expect(maps.length).toBe(IMAGES * PIXELS);
    for (let image = 0; image < IMAGES; image++) {
      const map = maps.subarray(image * PIXELS, (image + 1) * PIXELS);
      if (expected) {
        const due = expected(image);
        map.forEach((relevance, pixel) => expect(relevance).toBeCloseTo(due[pixel]!, 4));
      } else {
        const least = Math.min(...map);
        expect(Math.max(...map)).toBeGreaterThan(least);
      }
    }
  });

  it('explains an image alike in whatever batch it comes', () => {
    const all = explain(id, 3);
    expectClose(explain(id, 1), all, 1e-6);
    expectClose(explain(id, 2, 1), all.subarray(PIXELS), 1e-6);
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    explain(id);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('the methods', () => {
  it('have each id once, a title and a source', () => {
    const ids = METHODS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { title, source } of METHODS) {
      expect(title).toMatch(/^\p{Lu}/u);
      expect(source).toMatch(/\d{4}/);
    }
  });

  it('names those there are when asked for another', () => {
    expect(() => methodById('none')).toThrow(/no method none; there are lime, kernel-shap/);
  });
});
