import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readQuantisedPosterior } from '../../../compute/bayes/posteriorFile.ts';
import { quantisedSchema } from '../../../compute/results/quantised.ts';
import { ask } from '../../../compute/steps/bayesian/ask.ts';
import { quantisePosterior } from '../../../compute/steps/bayesian/quantisePosterior.ts';
import { brightPixelImages, MemoryInputs, parseJson, runStep } from '../memoryInputs.ts';
import { addPosterior, halvesPosterior } from './madeUpPosterior.ts';

const IMAGES = 30;

async function quantised(deviation: number) {
  const inputs = new MemoryInputs(brightPixelImages(IMAGES));
  addPosterior(inputs, 'bayes', halvesPosterior(deviation, 4));
  const sets = [{ id: 'test', title: 'Test', type: 'dataset', dataset: 'bright/test' }];
  const asked = { type: 'sampled', network: 'bayes', networks: 4 };
  inputs.add('ask', await runStep(ask, { asked, sets, pixels: 64 }, inputs));
  const outputs = await runStep(
    quantisePosterior,
    { network: 'bayes', answers: 'ask', dataset: 'bright/test', networks: 4 },
    inputs,
  );
  const results = quantisedSchema.parse(parseJson(outputs, 'quantised-bayes.json'));
  return { results, models: outputs.models! };
}

describe('quantisePosterior', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('publishes a posterior that pages can read and check', async () => {
    const { results, models } = await quantised(0.1);
    const binary = models.get('bayes-posterior.bin')!;
    const header: unknown = JSON.parse(
      new TextDecoder().decode(models.get('bayes-posterior.json')),
    );
    const digest = createHash('sha256').update(binary).digest('hex');
    expect(readQuantisedPosterior(header, binary, 'bayes', digest).sizes).toEqual([64, 2]);
    expect([results.bytes, results.fullBytes]).toEqual([2 * 130, 4 * 2 * 130]);
    expect(binary.length).toBe(results.bytes);
  });

  it('costs nothing where 8 bits hold every number exactly', async () => {
    // Means are 0 or ±127 steps, and all deviations are equal.
    const { results } = await quantised(0.1);
    expect(results.changedAnswers).toBe(0);
    expect(results.accuracy).toEqual(results.fullAccuracy);
    expect(results.largestDifference).toBeLessThan(1e-6);
    expect(results.entropyDifference).toBeLessThan(1e-6);
  });

  it('leaves no tensor behind', async () => {
    await quantised(0.1);
    const before = tf.memory().numTensors;
    await quantised(0.2);
    expect(tf.memory().numTensors).toBe(before);
  });
});
