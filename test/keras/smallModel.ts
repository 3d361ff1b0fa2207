import type { WeightArray } from '../../compute/networks/network.ts';
import type { KerasLayer } from './kerasFile.ts';

/** Parameters of closed form, all different. */
export function waves(shape: readonly number[], phase: number): WeightArray {
  const count = shape.reduce((product, size) => product * size, 1);
  const values = Float32Array.from({ length: count }, (_, at) => 0.6 * Math.sin(1.7 * at + phase));
  return { shape, values };
}

/** 6 × 6 × 2 → convolution 3 × 3 of 4 → ReLU → pooling 2 → batch norm → dense 3 → softmax. */
export const SMALL_MODEL: readonly KerasLayer[] = [
  { kind: 'InputLayer', config: { batch_input_shape: [null, 6, 6, 2] } },
  {
    kind: 'Conv2D',
    config: {
      filters: 4,
      kernel_size: [3, 3],
      strides: [1, 1],
      padding: 'same',
      activation: 'relu',
    },
    weights: { kernel: waves([3, 3, 2, 4], 1), bias: waves([4], 2) },
  },
  { kind: 'MaxPooling2D', config: { pool_size: [2, 2], strides: [2, 2], padding: 'valid' } },
  {
    kind: 'BatchNormalization',
    config: { epsilon: 0.001, momentum: 0.99 },
    weights: {
      gamma: waves([4], 3),
      beta: waves([4], 4),
      moving_mean: waves([4], 5),
      moving_variance: { shape: [4], values: Float32Array.of(0.5, 1, 1.5, 2) },
    },
  },
  { kind: 'Flatten', config: {} },
  { kind: 'Dropout', config: { rate: 0.5 } },
  {
    kind: 'Dense',
    config: { units: 3, activation: 'softmax' },
    weights: { kernel: waves([36, 3], 6), bias: waves([3], 7) },
  },
];
