import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { imageGame } from '../../../compute/explain/games/imageGame.ts';
import type { SegmentFill } from '../../../compute/explain/games/fill.ts';
import { explainByLime } from '../../../compute/explain/lime/lime.ts';
import { gridSegments } from '../../../compute/explain/segmentation/grid.ts';
import { explainByKernelShap } from '../../../compute/explain/shap/kernelShap.ts';
import { generatorFor } from '../../../compute/random/generator.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const shape = [6, 4, 2] as const;
const image = Float32Array.from({ length: 48 }, (_, index) => (index % 7) / 8);
const segmentation = gridSegments(6, 4, 2);

/** One output a pixel value: the game then shows the masked image itself. */
const showImage = (images: Tensor4D) => tf.reshape(images, [images.shape[0], -1]) as Tensor2D;

function game(fill: SegmentFill, batchSize = 4, logits = showImage) {
  return imageGame({ logits, image, shape, segmentation, fill, batchSize });
}

const otherImage = image.map((value) => 1 - value);

describe('the game of an image', () => {
  it.each([
    ['constant', { kind: 'constant', value: 0.25 }, () => 0.25],
    ['black', { kind: 'constant', value: 0 }, () => 0],
    ['one value a channel', { kind: 'constant', value: [0.5, 1] }, (i: number) => [0.5, 1][i % 2]!],
    ['another image', { kind: 'image', values: otherImage }, (i: number) => otherImage[i]!],
  ] as [string, SegmentFill, (index: number) => number][])(
    'shows members and fills the others: %s',
    (_, fill, filled) => {
      const coalition = Uint8Array.of(1, 0, 0, 1, 1, 0);
      const shown = game(fill).values(coalition);
      shown.forEach((value, index) => {
        const segment = segmentation.labels[Math.floor(index / 2)]!;
        const expected = coalition[segment] ? image[index]! : filled(index);
        expect(value).toBeCloseTo(expected, 6);
      });
    },
  );

  it('fills with the mean of each segment', () => {
    const shown = game({ kind: 'segment-mean' }).values(new Uint8Array(6));
    const own = [0, 1, 4, 5].map((pixel) => image[pixel * 2]!);
    expect(shown[0]!).toBeCloseTo(own.reduce((sum, value) => sum + value) / 4, 6);
    expect(shown[2]!).toBe(shown[0]!);
  });

  it('explains to the same bytes whatever the batch size, and keeps no tensor', () => {
    const network = (images: Tensor4D) => {
      const flat = tf.reshape(images, [images.shape[0], 48]);
      const kernel = tf.tensor2d(
        Array.from({ length: 96 }, (_, index) => Math.sin(index)),
        [48, 2],
      );
      return tf.tanh(tf.matMul(flat, kernel)) as Tensor2D;
    };
    const black: SegmentFill = { kind: 'constant', value: 0 };
    const before = tf.memory().numTensors;
    const lime = (batch: number) =>
      explainByLime(game(black, batch, network), { evaluations: 40 }, generatorFor(1));
    const shap = (batch: number) =>
      explainByKernelShap(game(black, batch, network), { evaluations: 40 }, generatorFor(1));
    for (const batch of [1, 3, 40, 64]) {
      expect(lime(batch).coefficients).toEqual(lime(7).coefficients);
      expect(shap(batch).values).toEqual(shap(7).values);
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    [{ shape: [4, 6, 2] as const }, /segmentation of 6 × 4 pixels for an image of 4 × 6/],
    [{ image: image.slice(1) }, /image holds 47 numbers; shape asks for 48/],
    [{ batchSize: 0 }, /batchSize is 0/],
    [
      { fill: { kind: 'constant', value: [1, 2, 3] } as const },
      /fill.value holds 3 numbers; give 2/,
    ],
  ])('refuses what does not fit: %o', (change, message) => {
    expect(() =>
      imageGame({
        logits: showImage,
        image,
        shape,
        segmentation,
        fill: { kind: 'constant', value: 0 },
        batchSize: 4,
        ...change,
      }),
    ).toThrow(message);
  });
});
