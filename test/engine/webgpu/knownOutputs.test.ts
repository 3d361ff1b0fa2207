import * as tf from '@tensorflow/tfjs-core';
import type { DataType, NamedAttrMap } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import { knownOutput } from '../../../compute/engine/webgpu/knownOutputs.ts';

interface Case {
  readonly kernel: string;
  readonly shapes: Readonly<Record<string, number[]>>;
  readonly dtype?: DataType;
  readonly attrs?: NamedAttrMap;
}

const CASES: readonly Case[] = [
  ...['Add', 'Sub', 'Multiply', 'RealDiv', 'Maximum', 'Minimum'].flatMap((kernel) => [
    { kernel, shapes: { a: [2, 3], b: [2, 3] } },
    { kernel, shapes: { a: [2, 1, 3], b: [4, 1] } },
    { kernel, shapes: { a: [], b: [5] } },
  ]),
  ...['Relu', 'Step', 'Square', 'Sqrt', 'Rsqrt', 'Exp', 'Neg', 'Abs', 'Identity'].map((kernel) => ({
    kernel,
    shapes: { x: [2, 3] },
  })),
  { kernel: 'Reshape', shapes: { x: [2, 6] }, attrs: { shape: [3, -1] } },
];

describe('knownOutput', () => {
  beforeAll(async () => {
    await chooseEngine('cpu');
  });

  it.each(CASES)('tells what $kernel gives of $shapes', ({ kernel, shapes, attrs = {} }) => {
    tf.tidy(() => {
      const inputs = Object.fromEntries(
        Object.entries(shapes).map(([name, shape]) => [name, tf.ones(shape)]),
      );
      const { shape, dtype } = tf.engine().runKernel(kernel, inputs, attrs) as tf.Tensor;
      expect(knownOutput(kernel, inputs, attrs)).toEqual({
        shape,
        dtype,
        shared: kernel === 'Identity' || kernel === 'Reshape',
      });
    });
  });

  it('leaves other kernels and other types to be asked for', () => {
    const x = { shape: [2], dtype: 'float32' } as const;
    const whole = { shape: [2], dtype: 'int32' } as const;
    expect(knownOutput('Conv2D', { x }, {})).toBeUndefined();
    expect(knownOutput('Sum', { x }, {})).toBeUndefined();
    expect(knownOutput('Identity', { x: whole }, {})).toBeUndefined();
    expect(knownOutput('Add', { a: x, b: whole }, {})).toBeUndefined();
  });
});
