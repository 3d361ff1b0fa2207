import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { registerGradients } from '../../../compute/engine/registerGradients.ts';
import type { Files } from '../../../compute/pipeline/step.ts';
import { bayesianTrainingSchema } from '../../../compute/results/bayesianTraining.ts';
import { trainBayesian } from '../../../compute/steps/bayesian/trainBayesian.ts';
import {
  brightPixelImages,
  CPU_ENGINE,
  MemoryInputs,
  parseJson,
  runStep,
} from '../memoryInputs.ts';

const IMAGES = 64;
const EPOCHS = 6;
const settings = {
  epochs: EPOCHS,
  batchSize: 8,
  heldOutImages: 16,
  start: { type: 'he', rho: -4 },
  prior: { type: 'normal', deviation: 1 },
  estimator: 'local',
  kl: 'exact',
  klAnnealing: { type: 'linear', until: 0.5 },
  optimiser: { type: 'adam', learningRate: 0.05 },
};
const parameters = { network: 'tiny', sizes: [64, 8, 2], dataset: 'bright/test', settings };

/** As in 2021: weights drawn once a batch, and KL sampled from the same draw. */
const SAMPLED = {
  ...settings,
  start: { type: 'standard-normal' },
  estimator: 'weights',
  kl: 'sampled',
  klPer: 'batch',
};

/** The state after the last of some epochs, continued from a stored one where it is given. */
async function trainedState(from: number, to: number, start?: Uint8Array, own: object = settings) {
  const inputs = new MemoryInputs(brightPixelImages(IMAGES));
  const parsed = trainBayesian.parameters.parse({ ...parameters, settings: own });
  const units = trainBayesian.units(parsed).slice(from, to);
  let previous: Files | undefined = start && new Map([['state.f32', start]]);
  for (const unit of units) {
    previous = await trainBayesian.runUnit({
      study: 'test',
      step: 'train-tiny',
      parameters: parsed,
      seed: 1,
      engine: CPU_ENGINE,
      inputs,
      unit,
      report: () => undefined,
      ...(previous ? { previous } : {}),
    });
  }
  return previous!.get('state.f32')!;
}

describe('training of a posterior', () => {
  beforeAll(async () => {
    registerGradients();
    await tf.setBackend('cpu');
  });

  it('learns, and publishes a log of all epochs', async () => {
    const inputs = new MemoryInputs(brightPixelImages(IMAGES));
    const outputs = await runStep(trainBayesian, parameters, inputs);
    const log = bayesianTrainingSchema.parse(parseJson(outputs, 'bayesian-training-tiny.json'));
    expect(log.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6]);
    expect([log.trainingImages, log.heldOutImages]).toEqual([48, 16]);
    expect(log.network).toEqual({ name: 'tiny', sizes: [64, 8, 2], weights: 65 * 8 + 9 * 2 });
    const [first, last] = [log.epochs[0]!, log.epochs.at(-1)!];
    expect(last.negativeLogLikelihood).toBeLessThan(0.5 * first.negativeLogLikelihood);
    expect(last.trainingAccuracy).toBeGreaterThan(0.9);
    const [low, middle, high] = log.posterior.deviationQuantiles;
    expect(low!).toBeLessThanOrEqual(middle!);
    expect(middle!).toBeLessThanOrEqual(high!);
    expect([...outputs.stored!.keys()].sort()).toEqual([
      'posterior.f32',
      'posterior.json',
      'tiny.bin',
      'tiny.json',
    ]);
    expect(outputs.stored!.get('posterior.f32')!.length).toBe(4 * 2 * log.network.weights);
  });

  it.each([
    ['ours', settings],
    ['the one of 2021', SAMPLED],
  ])('continued from a checkpoint gives the same bytes (%s)', async (_, own) => {
    const whole = await trainedState(0, EPOCHS, undefined, own);
    const half = await trainedState(0, 3, undefined, own);
    expect(half).not.toEqual(whole);
    expect(await trainedState(3, EPOCHS, half, own)).toEqual(whole);
  });

  it('says when a checkpoint has another length', async () => {
    await expect(trainedState(3, 4, new Uint8Array(40))).rejects.toThrow(
      /Bayesian training state: 40 bytes of values, expected/,
    );
  });

  it('says when images do not fill a batch', async () => {
    const inputs = new MemoryInputs(brightPixelImages(IMAGES));
    const own = { ...settings, batchSize: 49 };
    await expect(runStep(trainBayesian, { ...parameters, settings: own }, inputs)).rejects.toThrow(
      /48 images do not fill a batch of 49/,
    );
  });

  it('leaves no tensor behind', async () => {
    await trainedState(0, 1);
    const before = tf.memory().numTensors;
    await trainedState(0, 2);
    await runStep(trainBayesian, parameters, new MemoryInputs(brightPixelImages(IMAGES)));
    expect(tf.memory().numTensors).toBe(before);
  });
});
