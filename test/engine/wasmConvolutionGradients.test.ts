import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import { expectClose, normalTensor } from './tensors.ts';

interface Setting {
  readonly batch: number;
  readonly size: readonly [number, number];
  readonly channels: number;
  readonly filters: number;
  readonly kernel: readonly [number, number];
  readonly strides: [number, number];
  readonly padding: 'same' | 'valid';
}

/** Gradients in the input and in the filter. */
function gradients(setting: Setting): Float32Array[] {
  const { batch, size, channels, filters, kernel, strides, padding } = setting;
  return tf.tidy(() => {
    const x = normalTensor<tf.Rank.R4>(1, [batch, ...size, channels]);
    const w = normalTensor<tf.Rank.R4>(2, [...kernel, channels, filters]);
    const dy = normalTensor<tf.Rank.R4>(3, tf.conv2d(x, w, strides, padding).shape);
    const convolution = (input: tf.Tensor, filter: tf.Tensor) =>
      tf.conv2d(input as tf.Tensor4D, filter as tf.Tensor4D, strides, padding);
    return tf
      .grads(convolution)([x, w], dy)
      .map((gradient) => gradient.dataSync<'float32'>().slice());
  });
}

async function compare(setting: Setting): Promise<void> {
  await tf.setBackend('cpu');
  const expected = gradients(setting);
  await tf.setBackend('wasm');
  for (const [index, gradient] of gradients(setting).entries())
    expectClose(gradient, expected[index]!, 1e-5);
}

describe('gradients of a convolution on wasm', () => {
  beforeAll(async () => {
    await chooseEngine('cpu');
    await chooseEngine('wasm');
  });

  for (const padding of ['same', 'valid'] as const)
    for (const stride of [1, 2, 3])
      for (const side of [1, 2, 3, 5])
        it(`equals the cpu engine: ${side} × ${side}, stride ${stride}, ${padding}`, () =>
          compare({
            batch: 4,
            size: [9, 8],
            channels: 3,
            filters: 5,
            kernel: [side, side],
            strides: [stride, stride],
            padding,
          }));

  it('equals the cpu engine for any setting', async () => {
    const small = fc.integer({ min: 1, max: 4 });
    const setting = fc.record({
      batch: small,
      size: fc.tuple(fc.integer({ min: 4, max: 9 }), fc.integer({ min: 4, max: 9 })),
      channels: small,
      filters: small,
      kernel: fc.tuple(small, small),
      strides: fc.tuple(small, small),
      padding: fc.constantFrom('same' as const, 'valid' as const),
    });
    await fc.assert(fc.asyncProperty(setting, compare), { numRuns: 60 });
  });

  it('leaves no tensor and no memory behind', async () => {
    await tf.setBackend('wasm');
    const setting: Setting = {
      batch: 2,
      size: [6, 6],
      channels: 2,
      filters: 3,
      kernel: [3, 3],
      strides: [1, 1],
      padding: 'same',
    };
    gradients(setting);
    const held = () => [
      tf.memory().numTensors,
      tf.memory().numDataBuffers,
      tf.backend().numDataIds(),
    ];
    const before = held();
    gradients(setting);
    expect(held()).toEqual(before);
  });

  it('refuses a channels-first layout', async () => {
    await tf.setBackend('wasm');
    expect(() =>
      tf.tidy(() =>
        tf
          .engine()
          .runKernel(
            'Conv2DBackpropFilter',
            { x: tf.ones([1, 2, 5, 5]), dy: tf.ones([1, 3, 5, 5]) },
            { strides: [1, 1], pad: 'same', dataFormat: 'NCHW', filterShape: [3, 3, 2, 3] },
          ),
      ),
    ).toThrow(/NCHW/);
  });
});
