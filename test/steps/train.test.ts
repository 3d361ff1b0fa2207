import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { registerGradients } from '../../compute/engine/registerGradients.ts';
import { evaluate } from '../../compute/steps/evaluate.ts';
import { train } from '../../compute/steps/train.ts';
import { evaluationSchema } from '../../compute/results/evaluation.ts';
import { trainingLogSchema } from '../../compute/results/trainingLog.ts';
import { brightPixelImages, MemoryInputs, parseJson, runStep } from './memoryInputs.ts';

beforeAll(async () => {
  registerGradients();
  await tf.setBackend('cpu');
});

const parameters = {
  network: 'tiny',
  architecture: {
    name: 'tiny',
    inputShape: [8, 8, 1],
    classes: 2,
    layers: [{ type: 'flatten' }, { type: 'dense', units: 2, bias: true }],
  },
  dataset: 'bright/test',
  test: 'bright/test',
  settings: {
    epochs: 6,
    batchSize: 8,
    heldOutImages: 16,
    initialisation: 'glorot',
    optimiser: { type: 'adam', learningRate: 0.1 },
  },
};

describe('the training step', () => {
  it('publishes a network that evaluates as its log says', async () => {
    const inputs = new MemoryInputs(brightPixelImages(64));
    const outputs = await runStep(train, parameters, inputs);
    expect([...outputs.models!.keys()]).toEqual(['tiny.json', 'tiny.bin']);
    const log = trainingLogSchema.parse(parseJson(outputs, 'training-tiny.json'));
    expect(log.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6]);
    expect([log.trainingImages, log.heldOutImages]).toEqual([48, 16]);
    expect(log.network.parameters).toBe(130);
    expect(log.epochs.at(-1)!.loss).toBeLessThan(log.epochs[0]!.loss);

    inputs.add('train-tiny', outputs);
    const evaluated = await runStep(
      evaluate,
      { network: 'tiny', training: 'bright/test', test: 'bright/test' },
      inputs,
    );
    const evaluation = evaluationSchema.parse(parseJson(evaluated, 'evaluation-tiny.json'));
    expect(evaluation.test.accuracy.value).toBeCloseTo(log.epochs.at(-1)!.testAccuracy!, 6);
    const { confusion, correct } = evaluation.test;
    expect(confusion.flat().reduce((sum, count) => sum + count)).toBe(64);
    expect(confusion[0]![0]! + confusion[1]![1]!).toBe(correct);
  });

  it('gives the same bytes twice, and other weights when other images are learned from', async () => {
    const run = async (heldOutImages: number) => {
      const settings = { ...parameters.settings, heldOutImages };
      const inputs = new MemoryInputs(brightPixelImages(64));
      const outputs = await runStep(train, { ...parameters, settings }, inputs);
      return outputs.models!.get('tiny.bin')!;
    };
    const first = await run(16);
    expect(await run(16)).toEqual(first);
    expect(await run(0)).not.toEqual(first);
  });

  it('names the field of a setting that cannot be', () => {
    const bad = { ...parameters, settings: { ...parameters.settings, batchSize: 0 } };
    const parsed = train.parameters.safeParse(bad);
    expect(parsed.error!.issues[0]!.path).toEqual(['settings', 'batchSize']);
  });

  it('refuses to hold out all images', async () => {
    const settings = { ...parameters.settings, heldOutImages: 64 };
    const inputs = new MemoryInputs(brightPixelImages(64));
    await expect(runStep(train, { ...parameters, settings }, inputs)).rejects.toThrow(
      /64 of 64 images held out leave none to learn/,
    );
  });
});
