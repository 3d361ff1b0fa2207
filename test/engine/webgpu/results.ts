import * as tf from '@tensorflow/tfjs-core';
import { composedBatchNorm } from '../../../compute/training/composedBatchNorm.ts';
import { trainingSettingsSchema } from '../../../compute/training/settings.ts';
import { trainEpoch, untrainedNetwork } from '../../../compute/training/trainingEpoch.ts';
import {
  disposeTrainingState,
  initialTrainingState,
  networkOfState,
} from '../../../compute/training/trainingState.ts';
import type { Architecture } from '../../../compute/networks/architecture.ts';
import { brightPixelImages } from '../../steps/memoryInputs.ts';
import { operations } from '../operations.ts';

export interface Result {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** What is compared of an engine, by name: its operations, and what an epoch of training learns. */
export type Results = Readonly<Record<string, readonly Result[]>>;

/** Those that a GPU in software computes within seconds, and one of each kind. */
const COMPARED = [
  'convolution 3 × 3, same',
  'convolution 2 × 2, stride 3, valid',
  'max pooling 2 × 2',
  'max pooling of equal and negative values',
  'average pooling 3 × 3, stride 2, same',
  'dense, relu, softmax, cross-entropy',
];

const ARCHITECTURE: Architecture = {
  name: 'small',
  inputShape: [8, 8, 1],
  classes: 2,
  layers: [
    { type: 'conv2d', filters: 8, kernelSize: [3, 3], padding: 'same', bias: 'none' },
    { type: 'maxPool', size: [2, 2], padding: 'valid' },
    { type: 'batchNorm', epsilon: 1e-3, momentum: 0.6, scale: false, offset: true },
    { type: 'relu' },
    { type: 'flatten' },
    { type: 'dense', units: 2, bias: true },
  ],
};

/** Computes them on the current engine. Throws when tensors are left over. */
export function resultsOfEngine(): Results {
  const before = tf.memory().numTensors;
  const results = Object.fromEntries([
    ...COMPARED.map((name) => [name, resultsOf(operations[name]!)]),
    ['an epoch of training', trainedWeights()],
  ]) as Results;
  const left = tf.memory().numTensors - before;
  if (left !== 0) throw new Error(`${left} tensors are left over`);
  return results;
}

function resultsOf(operation: () => tf.Tensor[]): Result[] {
  return tf.tidy(() =>
    operation().map((tensor) => ({ shape: tensor.shape, values: [...tensor.dataSync()] })),
  );
}

function trainedWeights(): Result[] {
  const run = {
    settings: trainingSettingsSchema.parse({
      epochs: 2,
      batchSize: 16,
      initialisation: 'he',
      optimiser: { type: 'nesterov', learningRate: 0.05, weightDecay: 0.001 },
      schedule: { type: 'triangular', start: 0.5, end: 0.1, peakAt: 0.3 },
      lookAhead: { every: 2, weight: 0.8, power: 1 },
      augmentation: { flip: 'alternating', shift: 1 },
    }),
    images: brightPixelImages(48),
    batchNorm: composedBatchNorm,
    seed: 7,
    name: 'network',
  };
  const state = initialTrainingState(untrainedNetwork(ARCHITECTURE, run), run.settings);
  try {
    trainEpoch(state, run, 0);
    return [...networkOfState(state).weights.values()].map(({ shape, values }) => ({
      shape,
      values: [...values],
    }));
  } finally {
    disposeTrainingState(state);
  }
}
