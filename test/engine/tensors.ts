import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { generatorFor } from '../../compute/random/generator.ts';

/** Standard normal numbers, the same for the same seed and shape on every engine. */
export function normalTensor<R extends tf.Rank>(seed: number, shape: tf.ShapeMap[R]): tf.Tensor<R> {
  const generator = generatorFor(seed, 'test tensor', ...shape);
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, generator.normal);
  return tf.tensor(values, shape);
}

/** Expects the largest difference to stay below a share of the largest expected value. */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  expect(actual.length).toBe(expected.length);
  let difference = 0;
  let scale = 0;
  for (let index = 0; index < expected.length; index++) {
    difference = Math.max(difference, Math.abs(actual[index]! - expected[index]!));
    scale = Math.max(scale, Math.abs(expected[index]!));
    expect(Number.isFinite(actual[index]!)).toBe(true);
  }
  expect(difference).toBeLessThanOrEqual(tolerance * scale);
}
