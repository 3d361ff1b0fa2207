import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { registerGradients } from '../../compute/engine/registerGradients.ts';
import type { Architecture } from '../../compute/networks/architecture.ts';
import { accuracy, evaluate } from '../../compute/networks/evaluate.ts';
import { disposeNetwork, loadNetwork } from '../../compute/networks/network.ts';
import { composedBatchNorm } from '../../compute/training/composedBatchNorm.ts';
import {
  trainingSettingsSchema,
  type TrainingSettingsInput,
} from '../../compute/training/settings.ts';
import {
  stepsPerEpoch,
  trainEpoch,
  untrainedNetwork,
  type TrainingRun,
} from '../../compute/training/trainingEpoch.ts';
import {
  disposeTrainingState,
  initialTrainingState,
  networkOfState,
  restoreTrainingState,
  storeTrainingState,
  type TrainingState,
} from '../../compute/training/trainingState.ts';
import { brightPixelImages } from '../steps/memoryInputs.ts';

beforeAll(async () => {
  registerGradients();
  await tf.setBackend('cpu');
});

const architecture: Architecture = {
  name: 'small',
  inputShape: [8, 8, 1],
  classes: 2,
  layers: [
    {
      type: 'conv2d',
      filters: 8,
      kernelSize: [2, 2],
      padding: 'same',
      bias: 'none',
      trainable: false,
    },
    { type: 'batchNorm', epsilon: 1e-3, momentum: 0.6, scale: true, offset: true },
    { type: 'relu' },
    { type: 'flatten' },
    { type: 'dropout', rate: 0.2 },
    { type: 'dense', units: 2, bias: true },
  ],
};

function runOf(changes: Partial<TrainingSettingsInput> = {}): TrainingRun {
  return {
    settings: trainingSettingsSchema.parse({
      epochs: 4,
      batchSize: 16,
      initialisation: 'he',
      optimiser: { type: 'nesterov', learningRate: 0.05, weightDecay: 0.001 },
      schedule: { type: 'triangular', start: 0.5, end: 0.1, peakAt: 0.3 },
      whitening: { images: 64, epsilon: 0.01 },
      lookAhead: { every: 3, weight: 0.8, power: 1 },
      augmentation: { flip: 'none', shift: 0 },
      ...changes,
    }),
    images: brightPixelImages(64),
    batchNorm: composedBatchNorm,
    seed: 7,
    name: 'train-small',
  };
}

const start = (run: TrainingRun): TrainingState =>
  initialTrainingState(untrainedNetwork(architecture, run), run.settings);

describe('training', () => {
  it('learns a task that can be learned', () => {
    const run = runOf({ epochs: 8 });
    const state = start(run);
    const losses = Array.from({ length: 8 }, (_, epoch) => trainEpoch(state, run, epoch).loss);
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 2);
    const network = loadNetwork(networkOfState(state));
    expect(accuracy(evaluate(network, run.images, 32), run.images.labels)).toBe(1);
    disposeNetwork(network);
    disposeTrainingState(state);
  });

  it.each([
    ['Nesterov with look-ahead', {}],
    [
      'Adam with augmentation',
      {
        optimiser: { type: 'adam', learningRate: 0.01 },
        lookAhead: undefined,
        augmentation: { shift: 1, flip: 'alternating', rotation: 5 },
      },
    ],
  ] as [string, Partial<TrainingSettingsInput>][])(
    'continues from a stored state to the same bytes: %s',
    (_, changes) => {
      const run = runOf(changes);
      const whole = start(run);
      for (let epoch = 0; epoch < 4; epoch++) trainEpoch(whole, run, epoch);
      let state = start(run);
      for (let epoch = 0; epoch < 4; epoch++) {
        trainEpoch(state, run, epoch);
        const bytes = storeTrainingState(state);
        disposeTrainingState(state);
        const steps = (epoch + 1) * stepsPerEpoch(run.settings, run.images.count);
        state = restoreTrainingState(architecture, run.settings, bytes, steps);
      }
      expect(storeTrainingState(state)).toEqual(storeTrainingState(whole));
      disposeTrainingState(state);
      disposeTrainingState(whole);
    },
  );

  it('keeps the number of tensors flat', () => {
    const run = runOf();
    const before = tf.memory().numTensors;
    const state = start(run);
    const held = tf.memory().numTensors;
    trainEpoch(state, run, 0);
    expect(tf.memory().numTensors).toBe(held);
    trainEpoch(state, run, 1);
    expect(tf.memory().numTensors).toBe(held);
    disposeTrainingState(state);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves fixed filters as they were, and their whitening is white', () => {
    const run = runOf();
    const untrained = untrainedNetwork(architecture, run);
    const state = initialTrainingState(untrained, run.settings);
    trainEpoch(state, run, 0);
    const kernel = networkOfState(state).weights.get('0.kernel')!;
    const before = untrained.weights.get('0.kernel')!.values;
    expect(kernel.values.every((value, index) => value === before[index])).toBe(true);
    const pairs = Array.from(kernel.values.subarray(0, 4), (value, filter) => [
      value,
      kernel.values[filter + 4]!,
    ]);
    expect(pairs.map(([first, opposite]) => first! + opposite!)).toEqual([0, 0, 0, 0]);
    expect(pairs.some(([first]) => first !== 0)).toBe(true);
    disposeTrainingState(state);
  });

  it('ends on the slow weights', () => {
    const run = runOf({ epochs: 1 });
    const state = start(run);
    trainEpoch(state, run, 0);
    for (const [key, tensor] of state.parameters) {
      expect([...tensor.dataSync()]).toEqual([...state.slow!.get(key)!.dataSync()]);
    }
    disposeTrainingState(state);
  });

  it('says what is wrong when the loss is not finite', () => {
    const run = runOf({ optimiser: { type: 'nesterov', learningRate: 1e30 } });
    const state = start(run);
    expect(() => trainEpoch(state, run, 0)).toThrow(
      /loss is NaN in step \d+ of epoch 1; a smaller/,
    );
    disposeTrainingState(state);
  });

  it('refuses fewer images than a batch', () => {
    expect(() => stepsPerEpoch(runOf().settings, 15)).toThrow(
      /15 images do not fill one batch of 16/,
    );
  });

  it('refuses a stored state of another length', () => {
    const { settings } = runOf();
    expect(() => restoreTrainingState(architecture, settings, new Uint8Array(8), 0)).toThrow(
      /training state: 8 bytes/,
    );
  });
});
