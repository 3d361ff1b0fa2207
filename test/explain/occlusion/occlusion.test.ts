import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { MaskedImage } from '../../../compute/explain/masking/maskedScores.ts';
import { explainByLeaveOneOut } from '../../../compute/explain/occlusion/leaveOneOut.ts';
import { explainBySlidingWindow } from '../../../compute/explain/occlusion/slidingWindow.ts';
import { forward } from '../../../compute/networks/forward.ts';
import { expectClose } from '../../engine/tensors.ts';
import { gameOf, gameOfMany } from '../games/closedFormGame.ts';
import { differenceOfRelus } from '../gradients/functionNetworks.ts';
import { disposeParameters, inEngine } from '../lrp/plainNetwork.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const shape = [4, 5, 2] as const;
const image = Float32Array.from({ length: 40 }, (_, index) => ((index * 7) % 11) / 10);
const weights = (output: number) =>
  Float32Array.from({ length: 40 }, (_, index) => Math.sin(index + 3 * output));

/** Two linear scores of an image. */
const linear = (images: Tensor4D) => {
  const kernel = tf.stack([tf.tensor1d(weights(0)), tf.tensor1d(weights(1))], 1) as Tensor2D;
  return tf.add(tf.matMul(tf.reshape(images, [-1, 40]), kernel), [3, -4]) as Tensor2D;
};

const masked: MaskedImage = {
  logits: linear,
  image,
  shape,
  fill: new Float32Array(40).fill(0.25),
  batchSize: 6,
};

/** What a pixel's two channels add to a score, over the fill. */
const terms = (output: number) =>
  Array.from({ length: 20 }, (_, pixel) =>
    [2 * pixel, 2 * pixel + 1].reduce(
      (sum, index) => sum + weights(output)[index]! * (image[index]! - 0.25),
      0,
    ),
  );

describe('a sliding window', () => {
  it.each([
    [1, [1, -1]],
    [2, [0.5, 0.5]],
  ])("of %i gives DeepExplain's numbers at [3, 1]", (window, expected) => {
    const network = inEngine(differenceOfRelus);
    for (const [point, values] of [
      [
        [-10, -5],
        [0, 0],
      ],
      [[3, 1], expected],
    ] as const) {
      const map = explainBySlidingWindow(
        {
          logits: (images) => forward(network, images),
          image: Float32Array.from(point),
          shape: [1, 2, 1],
          fill: new Float32Array(2),
          batchSize: 8,
        },
        { size: [1, window], stride: 1 },
      );
      expect([...map]).toEqual(values);
    }
    disposeParameters(network);
  });

  it('of a pixel finds the terms of a linear score, for every class', () => {
    const map = explainBySlidingWindow(masked, { size: [1, 1], stride: 1 });
    expectClose(map, [...terms(0), ...terms(1)], 1e-5);
  });

  it('shares what a window costs among its pixels, and averages over windows', () => {
    // Windows of 3 × 4 start at rows 0 and 1 and at columns 0 and 1.
    const map = explainBySlidingWindow(masked, { size: [3, 4], stride: 1 });
    const window = (top: number, left: number) => {
      const inside = terms(1).filter((_, pixel) => {
        const [row, column] = [Math.floor(pixel / 5), pixel % 5];
        return row >= top && row < top + 3 && column >= left && column < left + 4;
      });
      return inside.reduce((sum, term) => sum + term, 0) / 12;
    };
    expect(map[20]!).toBeCloseTo(window(0, 0), 5);
    expect(map[39]!).toBeCloseTo(window(1, 1), 5);
    const all = [window(0, 0), window(0, 1), window(1, 0), window(1, 1)];
    expect(map[20 + 6]!).toBeCloseTo(all.reduce((sum, value) => sum + value) / 4, 5);
  });

  it('reaches the far border whatever the stride, and leaves gaps at 0', () => {
    const map = explainBySlidingWindow(masked, { size: [1, 1], stride: 3 });
    const own = terms(0);
    [0, 3, 4, 15, 19].forEach((pixel) => {
      expect(map[pixel]!).toBeCloseTo(own[pixel]!, 5);
    });
    expect([map[1], map[7], map[12]]).toEqual([0, 0, 0]);
  });

  it('gives the same bytes whatever the batch size, and keeps no tensor', () => {
    const before = tf.memory().numTensors;
    const of = (batchSize: number) =>
      explainBySlidingWindow({ ...masked, batchSize }, { size: [2, 2], stride: 1 });
    for (const batchSize of [1, 5, 100]) expect(of(batchSize)).toEqual(of(13));
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    [{}, { size: [5, 1], stride: 1 }, /a window height of 5 pixels does not fit one of 4/],
    [{}, { size: [1, 0], stride: 1 }, /a window width of 0 pixels/],
    [{}, { size: [1, 1], stride: 0 }, /stride is 0/],
    [{ batchSize: 0.5 }, { size: [1, 1], stride: 1 }, /batchSize is 0.5/],
    [{ fill: new Float32Array(39) }, { size: [1, 1], stride: 1 }, /hold 40 and 39 numbers/],
  ] as const)('refuses %j with %j', (wrong, options, message) => {
    expect(() => explainBySlidingWindow({ ...masked, ...wrong }, options)).toThrow(message);
  });
});

describe('leaving one out', () => {
  it('finds the weights of a linear game', () => {
    const game = gameOfMany(3, 2, ([a, b, c]) => [2 * a! - b! + 5, 4 * c! - 1]);
    expect([...explainByLeaveOneOut(game)]).toEqual([2, 0, -1, 0, 0, 4]);
  });

  it('credits each of two that are both needed with all, and neither of two that are enough', () => {
    expect([...explainByLeaveOneOut(gameOf(2, ([a, b]) => a! * b!))]).toEqual([1, 1]);
    expect([...explainByLeaveOneOut(gameOf(2, ([a, b]) => Math.max(a!, b!)))]).toEqual([0, 0]);
  });
});
