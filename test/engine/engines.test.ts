import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import type { EngineName } from '../../compute/engine/engine.ts';
import { describeNative } from './nativeOnly.ts';
import { operations } from './operations.ts';
import { expectClose } from './tensors.ts';

/** Share of the largest value that float32 sums in another order may differ by. */
const TOLERANCE = 1e-5;

interface Result {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

async function compute(engine: EngineName, operation: () => tf.Tensor[]): Promise<Result[]> {
  await chooseEngine(engine);
  return tf.tidy(() =>
    operation().map((tensor) => ({
      shape: tensor.shape,
      values: tensor.dataSync<'float32'>().slice(),
    })),
  );
}

function compareEngines(engine: EngineName, reference: EngineName): void {
  for (const [name, operation] of Object.entries(operations))
    it(`${name}, with gradients`, async () => {
      const expected = await compute(reference, operation);
      const before = tf.memory().numTensors;
      const actual = await compute(engine, operation);
      expect(tf.memory().numTensors).toBe(before);
      expect(actual.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
      for (const [index, { values }] of actual.entries())
        expectClose(values, expected[index]!.values, TOLERANCE);
    });
}

/**
 * One image gives the same numbers in a batch of any size: to the byte with wasm, so that work may be
 * cut anywhere, and to rounding with native, whose kernels sum in another order for other batches on
 * some processors.
 */
function checkBatchSize(
  engine: EngineName,
  compare: (found: Float32Array, alone: Float32Array) => void,
): void {
  const image = (batch: number, images: tf.Tensor4D, network: (x: tf.Tensor4D) => tf.Tensor) =>
    tf.tidy(() => {
      const part = tf.slice(images, [0, 0, 0, 0], [batch, -1, -1, -1]);
      const output = tf.reshape(network(part), [batch, -1]);
      return tf.slice(output, [0, 0], [1, -1]).dataSync<'float32'>().slice();
    });

  const networks: Record<string, [channels: number, network: (x: tf.Tensor4D) => tf.Tensor]> = {};
  for (const [side, channels, filters] of [
    [3, 1, 32],
    [3, 3, 24],
    [1, 16, 32],
    [3, 32, 64],
    [5, 8, 16],
  ] as const)
    networks[`convolution ${side} × ${side}, ${channels} → ${filters}`] = [
      channels,
      (x) => tf.conv2d(x, wave([side, side, channels, filters]), 1, 'same'),
    ];
  for (const units of [10, 128])
    networks[`dense ${units}`] = [
      8,
      (x) => tf.matMul(tf.reshape(x, [x.shape[0], -1]), wave([14 * 14 * 8, units])),
    ];

  for (const [name, [channels, network]] of Object.entries(networks))
    it(`${name}: an image does not depend on its batch`, async () => {
      await chooseEngine(engine);
      const images = wave<tf.Rank.R4>([96, 14, 14, channels]);
      const alone = image(1, images, network);
      for (const batch of [2, 3, 16, 61, 96]) compare(image(batch, images, network), alone);
      images.dispose();
    });
}

function wave<R extends tf.Rank>(shape: tf.ShapeMap[R]): tf.Tensor<R> {
  const length = tf.util.sizeFromShape(shape);
  return tf.tensor(
    new Float32Array(length).map((_, index) => Math.sin(0.7 * index)),
    shape,
  );
}

describe('wasm against cpu', () => {
  compareEngines('wasm', 'cpu');
});

describe('wasm', () => {
  checkBatchSize('wasm', (found, alone) => expect(found).toEqual(alone));
});

describeNative('native against cpu', () => {
  compareEngines('native', 'cpu');
});

describeNative('native against wasm', () => {
  compareEngines('native', 'wasm');
});

describeNative('native', () => {
  beforeAll(async () => {
    await chooseEngine('native');
  });
  checkBatchSize('native', (found, alone) => expectClose(found, alone, TOLERANCE));

  it('gives the same bytes each time, gradients included', async () => {
    for (const operation of Object.values(operations)) {
      const first = await compute('native', operation);
      for (let repeat = 0; repeat < 3; repeat++)
        expect(await compute('native', operation)).toEqual(first);
    }
  });

  it('gives the same bytes each time for tensors shared out among threads', async () => {
    const large = () => {
      const x = wave<tf.Rank.R4>([64, 28, 28, 16]);
      const kernel = wave<tf.Rank.R4>([3, 3, 16, 32]);
      const apply = (input: tf.Tensor, filter: tf.Tensor) =>
        tf.conv2d(input as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same');
      return [apply(x, kernel), ...tf.grads(apply)([x, kernel])];
    };
    const first = await compute('native', large);
    for (let repeat = 0; repeat < 3; repeat++)
      for (const [index, { values }] of (await compute('native', large)).entries())
        expect(
          Buffer.compare(Buffer.from(values.buffer), Buffer.from(first[index]!.values.buffer)),
        ).toBe(0);
  });
});
