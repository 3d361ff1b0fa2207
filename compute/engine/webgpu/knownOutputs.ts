import * as tf from '@tensorflow/tfjs-core';
import type { DataType, NamedAttrMap } from '@tensorflow/tfjs-core';

interface Described {
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

/** What a kernel will give, told before it has run. */
export interface KnownOutput extends Described {
  /** Whether it has the values of input `x`, without a copy. */
  readonly shared: boolean;
}

const OF_TWO = new Set(['Add', 'Sub', 'Multiply', 'RealDiv', 'Maximum', 'Minimum']);
const OF_ONE = new Set(['Relu', 'Step', 'Square', 'Sqrt', 'Rsqrt', 'Exp', 'Neg', 'Abs']);

/**
 * Shape and type of the output of the kernels that are run most: with them a step of training need not
 * be held up for each. Undefined for the others.
 */
export function knownOutput(
  kernel: string,
  inputs: Readonly<Record<string, Described | undefined>>,
  attrs: NamedAttrMap,
): KnownOutput | undefined {
  const { a, b, x } = inputs;
  if (OF_TWO.has(kernel) && a && b && a.dtype === 'float32' && b.dtype === 'float32') {
    const shape = tf.broadcast_util.assertAndGetBroadcastShape([...a.shape], [...b.shape]);
    return { shape, dtype: 'float32', shared: false };
  }
  if (!x || x.dtype !== 'float32') return undefined;
  if (OF_ONE.has(kernel)) return { shape: x.shape, dtype: x.dtype, shared: false };
  if (kernel === 'Identity') return { shape: x.shape, dtype: x.dtype, shared: true };
  if (kernel === 'Reshape') {
    const size = tf.util.sizeFromShape([...x.shape]);
    const shape = tf.util.inferFromImplicitShape(attrs['shape'] as number[], size);
    return { shape, dtype: x.dtype, shared: true };
  }
  return undefined;
}
