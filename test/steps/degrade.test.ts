import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { degradationSchema } from '../../compute/results/degradation.ts';
import { degrade } from '../../compute/steps/degrade.ts';
import { brightPixelImages, MemoryInputs, parseJson, runStep } from './memoryInputs.ts';

const IMAGES = 60;
const parameters = {
  network: 'halves',
  dataset: 'bright/test',
  images: IMAGES,
  keptShare: 0.5,
  noiseSeeds: 4,
  bootstrapResamples: 200,
  rows: [
    { kind: 'method', id: 'oracle', title: 'Oracle', maps: 'explain-oracle' },
    { kind: 'method', id: 'blind', title: 'Blind', maps: 'explain-blind' },
    { kind: 'control', id: 'random', title: 'Random pixels' },
    { kind: 'control', id: 'intensity', title: 'Intensity' },
  ],
};

/** Maps that rank the half of the image with the bright pixel first (oracle), or last (blind). */
function halfMaps(inputs: MemoryInputs, sign: number): Float32Array {
  const scores = new Float32Array(IMAGES * 64);
  for (let image = 0; image < IMAGES; image++) {
    for (let pixel = 0; pixel < 64; pixel++) {
      const own = (pixel % 8 < 4 ? 0 : 1) === inputs.set.labels[image];
      scores[image * 64 + pixel] = own ? sign : 0;
    }
  }
  return scores;
}

function makeInputs(): MemoryInputs {
  const inputs = new MemoryInputs(brightPixelImages(IMAGES));
  inputs.addMapScores('explain-oracle', IMAGES, halfMaps(inputs, 1));
  inputs.addMapScores('explain-blind', IMAGES, halfMaps(inputs, -1));
  return inputs;
}

async function degradation(blockSize: number) {
  const outputs = await runStep(degrade, { ...parameters, blockSize }, makeInputs());
  return degradationSchema.parse(parseJson(outputs, 'degradation.json'));
}

describe('degrade', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('with fill 0, keeping the evidence keeps every prediction and losing it leaves class 0', async () => {
    const zero = await runStep(degrade, { ...parameters, fill: 'zero' }, makeInputs());
    const { rows, intactAccuracy, intactConfusion } = degradationSchema.parse(
      parseJson(zero, 'degradation.json'),
    );
    expect(intactAccuracy.value).toBe(1);
    const [oracle, blind, , intensity] = rows;
    expect(oracle!.accuracy).toEqual({ value: 1, low: 1, high: 1 });
    expect(oracle!.unchangedPredictions).toBe(1);
    expect(intensity!.accuracy.value).toBe(1);
    // All pixels are 0, both logits equal, and the first class wins.
    expect(blind!.classAccuracy).toEqual([1, 0]);
    const [first, second] = intactConfusion.map((row, label) => row[label]!);
    expect([first! + second!, intactConfusion]).toEqual([IMAGES, oracle!.confusion]);
    expect(blind!.confusion).toEqual([
      [first, 0],
      [second, 0],
    ]);
  });

  it('names the artefact of a variant, and agrees on grey images whatever the coins are for', async () => {
    const perChannel = { fill: 'salt-and-pepper-per-channel', variant: 'channels' };
    const outputs = await runStep(degrade, { ...parameters, ...perChannel }, makeInputs());
    const found = degradationSchema.parse(parseJson(outputs, 'degradation-channels.json'));
    expect(found).toEqual({ ...(await degradation(60)), fill: perChannel.fill });
  });

  it('does not depend on the size of blocks', async () => {
    expect(await degradation(7)).toEqual(await degradation(60));
  });

  it('meets every row with the same noise and the random control with chance', async () => {
    const { rows, keptPixels, differences } = await degradation(60);
    expect(keptPixels).toBe(32);
    const random = rows.find(({ id }) => id === 'random')!;
    expect(Math.abs(random.accuracy.value - 0.5)).toBeLessThan(0.2);
    expect(differences).toHaveLength(6);
    const pair = differences.find(({ first, second }) => first === 'oracle' && second === 'blind')!;
    expect(pair.difference.value).toBeCloseTo(rows[0]!.accuracy.value - rows[1]!.accuracy.value, 5);
  });

  it('leaves no tensor behind', async () => {
    await degradation(30);
    const before = tf.memory().numTensors;
    await degradation(30);
    expect(tf.memory().numTensors).toBe(before);
  });
});
