import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { doubtSchema, type Doubt } from '../../../compute/results/doubt.ts';
import { ask } from '../../../compute/steps/bayesian/ask.ts';
import { readAnswers } from '../../../compute/steps/bayesian/answers.ts';
import { doubt } from '../../../compute/steps/bayesian/doubt.ts';
import { brightPixelImages, MemoryInputs, parseJson, runStep } from '../memoryInputs.ts';
import { addPosterior, halvesPosterior } from './madeUpPosterior.ts';

const IMAGES = 24;
const NETWORKS = 6;

async function run(blockSize: number): Promise<{ results: Doubt; inputs: MemoryInputs }> {
  const inputs = new MemoryInputs(brightPixelImages(IMAGES));
  addPosterior(inputs, 'bayes', halvesPosterior(0.25, 8));
  // Maps that rank the bright pixel first.
  const scores = Float32Array.from(inputs.set.pixels, (value) => (value > 0 ? 1 : 0));
  inputs.addMapScores('explain-bright', IMAGES, scores);
  const sets = ['test', 'held-out'].map((id) => ({
    id,
    title: id,
    type: 'dataset',
    dataset: 'bright/test',
  }));
  const asked = { type: 'sampled', network: 'bayes', networks: NETWORKS };
  inputs.add('ask', await runStep(ask, { asked, sets, pixels: 64 }, inputs));
  const outputs = await runStep(
    doubt,
    {
      network: 'bayes',
      networks: NETWORKS,
      dataset: 'bright/test',
      images: IMAGES,
      blockSize,
      rankings: [
        { kind: 'method', id: 'bright', title: 'Bright', maps: 'explain-bright' },
        { kind: 'control', id: 'random', title: 'Random' },
      ],
      shares: [0, 0.5, 1],
      answers: 'ask',
      rules: [
        { id: 'all', title: 'All', rule: { type: 'score', score: 'entropy', coverage: 1 } },
        { id: 'median', title: 'Median', rule: { type: 'median', threshold: 0.2 } },
      ],
      bootstrapResamples: 100,
    },
    inputs,
  );
  return { results: doubtSchema.parse(parseJson(outputs, 'doubt.json')), inputs };
}

describe('doubt', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('has one row a ranking and order', async () => {
    const { rows, pixels } = (await run(IMAGES)).results;
    expect(rows.map(({ id }) => id)).toEqual([
      'bright-most-first',
      'bright-least-first',
      'random-most-first',
      'random-least-first',
    ]);
    expect(pixels).toBe(64);
  });

  it('without noise finds what the same networks said when asked', async () => {
    const { results, inputs } = await run(IMAGES);
    const { images, uncertainty } = await readAnswers(inputs, 'ask', 'test');
    const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / images;
    for (const { points } of results.rows) {
      expect(points[0]).toMatchObject({ share: 0, accuracy: { value: 1 }, refused: [0, 0] });
      expect(points[0]!.entropy.value).toBeCloseTo(mean(uncertainty.total), 4);
      expect(points[0]!.epistemic.value).toBeCloseTo(mean(uncertainty.epistemic), 4);
      expect(points[0]!.aleatoric).toBeCloseTo(mean(uncertainty.aleatoric), 4);
    }
  });

  it('with noise everywhere no longer depends on ranking or order', async () => {
    const { rows } = (await run(IMAGES)).results;
    for (const { points } of rows) expect(points[2]).toEqual(rows[0]!.points[2]);
  });

  it('turns pixels into noise in the order of the maps', async () => {
    const { rows } = (await run(IMAGES)).results;
    const [most, least] = rows;
    // The bright pixel goes with the first half in one order, and stays in the other: one more pixel
    // on the right side than noise alone would have.
    expect(least!.points[1]!.accuracy.value).toBeGreaterThan(most!.points[1]!.accuracy.value);
  });

  it('does not depend on the size of blocks', async () => {
    expect((await run(7)).results).toEqual((await run(IMAGES)).results);
  });

  it('leaves no tensor behind', async () => {
    await run(IMAGES);
    const before = tf.memory().numTensors;
    await run(12);
    expect(tf.memory().numTensors).toBe(before);
  });
});
