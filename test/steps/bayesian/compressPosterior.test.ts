import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCompressedPosterior } from '../../../compute/bayes/compressed/compressedPosterior.ts';
import { compressedSchema } from '../../../compute/results/compressed.ts';
import { ask } from '../../../compute/steps/bayesian/ask.ts';
import { compressPosterior } from '../../../compute/steps/bayesian/compressPosterior.ts';
import { quantisePosterior } from '../../../compute/steps/bayesian/quantisePosterior.ts';
import { brightPixelImages, MemoryInputs, parseJson, runStep } from '../memoryInputs.ts';
import { addPosterior, halvesPosterior } from './madeUpPosterior.ts';

const IMAGES = 30;
const DATASET = 'bright/test';

async function compressed(deviation: number, meanStep: number) {
  const inputs = new MemoryInputs(brightPixelImages(IMAGES));
  addPosterior(inputs, 'bayes', halvesPosterior(deviation, 4));
  const sets = [{ id: 'test', title: 'Test', type: 'dataset', dataset: DATASET }];
  const asked = { type: 'sampled', network: 'bayes', networks: 4 };
  inputs.add('ask', await runStep(ask, { asked, sets, pixels: 64 }, inputs));
  const rounding = { network: 'bayes', answers: 'ask', dataset: DATASET, networks: 4 };
  const { models, ...others } = await runStep(quantisePosterior, rounding, inputs);
  // As the pipeline gives them: slices of a Buffer are not copies.
  const buffers = Array.from(models!, ([name, bytes]) => [name, Buffer.from(bytes)] as const);
  inputs.add('quantise', { ...others, models: new Map(buffers) });
  const outputs = await runStep(
    compressPosterior,
    {
      network: 'bayes',
      rounded: 'quantise',
      weighedBy: { dataset: DATASET, images: 20 },
      dataset: DATASET,
      networks: 4,
      meanStep,
    },
    inputs,
  );
  const results = compressedSchema.parse(parseJson(outputs, 'compressed-bayes.json'));
  return { results, models: outputs.models! };
}

describe('compressPosterior', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('publishes a posterior that pages can read and check', async () => {
    const { results, models } = await compressed(0.1, 2);
    const binary = models.get('bayes-compressed.bin')!;
    const header: unknown = JSON.parse(
      new TextDecoder().decode(models.get('bayes-compressed.json')),
    );
    const digest = createHash('sha256').update(binary).digest('hex');
    expect(readCompressedPosterior(header, binary, 'bayes', digest).sizes).toEqual([64, 2]);
    expect(results.bytes).toBe(binary.length);
    expect(results.roundedBytes).toBe(2 * 130);
    expect(results.bitsPerWeight).toBeCloseTo((8 * binary.length) / 130, 3);
  });

  it('costs nothing where steps of the deviations hold every mean exactly', async () => {
    // Means are 0 or 4, which is 20 steps, and all deviations are equal.
    const { results } = await compressed(0.1, 2);
    expect(results.zeroMeans).toBeCloseTo((64 + 2) / 130, 5);
    expect(results.moved.changedAnswers).toBe(0);
    expect(results.accuracy).toEqual(results.roundedAccuracy);
    expect(results.moved.largestDifference).toBeLessThan(1e-4);
  });

  it('says how far other lots move the answers', async () => {
    const { results } = await compressed(1, 2);
    expect(results.redrawn.entropyDifference).toBeGreaterThan(0);
  });

  it('leaves no tensor behind', async () => {
    await compressed(0.1, 2);
    const before = tf.memory().numTensors;
    await compressed(0.2, 1);
    expect(tf.memory().numTensors).toBe(before);
  });
});
