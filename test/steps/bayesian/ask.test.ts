import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readAnswers, readLabelledAnswers } from '../../../compute/steps/bayesian/answers.ts';
import { ask } from '../../../compute/steps/bayesian/ask.ts';
import { readAskedImages, type AskedImages } from '../../../compute/steps/bayesian/askedImages.ts';
import { brightPixelImages, MemoryInputs, runStep } from '../memoryInputs.ts';
import { addPosterior, halvesPosterior } from './madeUpPosterior.ts';

const IMAGES = 40;
const TEST = { id: 'test', title: 'Test', type: 'dataset', dataset: 'bright/test' } as const;
const sampled = { type: 'sampled', network: 'bayes', networks: 5 };

async function asked(of: object, deviation = 0, sets: readonly object[] = [TEST]) {
  const inputs = new MemoryInputs(brightPixelImages(IMAGES));
  addPosterior(inputs, 'bayes', halvesPosterior(deviation));
  inputs.add('ask', await runStep(ask, { asked: of, sets, pixels: 64 }, inputs));
  return inputs;
}

describe('ask', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('of a posterior without deviation finds what the plain network says', async () => {
    const bayes = await readLabelledAnswers(await asked(sampled), 'ask', 'test');
    const trained = { type: 'trained', networks: ['halves'] };
    const plain = await readLabelledAnswers(await asked(trained), 'ask', 'test');
    const sure = 1 / (1 + Math.exp(-1));
    bayes.mean.forEach((value, index) => {
      expect(value).toBeCloseTo(plain.mean[index]!, 6);
      expect(Math.abs(value - 0.5)).toBeCloseTo(sure - 0.5, 6);
      expect(bayes.median[index]!).toBeCloseTo(value, 6);
    });
    for (const epistemic of bayes.uncertainty.epistemic) expect(epistemic).toBeLessThan(1e-6);
    const entropy = -sure * Math.log(sure) - (1 - sure) * Math.log(1 - sure);
    for (const total of bayes.uncertainty.total) expect(total).toBeCloseTo(entropy, 5);
    expect([...bayes.correct]).toEqual(Array(IMAGES).fill(1));
    expect(bayes.milestones).toEqual([1, 2, 5].map((networks) => ({ networks, correct: IMAGES })));
  });

  it('finds networks that disagree once weights deviate', async () => {
    const { uncertainty } = await readAnswers(await asked(sampled, 2), 'ask', 'test');
    const disagreeing = uncertainty.epistemic.filter((value) => value > 0.01);
    expect(disagreeing.length).toBeGreaterThan(IMAGES / 2);
    uncertainty.total.forEach((total, image) => {
      expect(total).toBeGreaterThanOrEqual(uncertainty.aleatoric[image]! - 1e-6);
    });
  });

  it('asks the same networks about every set', async () => {
    const again = { ...TEST, id: 'again' };
    const inputs = await asked(sampled, 2, [TEST, again]);
    expect(await readAnswers(inputs, 'ask', 'again')).toEqual(
      await readAnswers(inputs, 'ask', 'test'),
    );
  });

  it('averages the members of an ensemble', async () => {
    const alone = await readAnswers(
      await asked({ type: 'trained', networks: ['halves'] }),
      'ask',
      'test',
    );
    const twice = await readAnswers(
      await asked({ type: 'trained', networks: ['halves', 'bayes'] }),
      'ask',
      'test',
    );
    twice.mean.forEach((value, index) => {
      expect(value).toBeCloseTo(alone.mean[index]!, 6);
    });
  });

  it('leaves no tensor behind', async () => {
    await asked(sampled, 1);
    const before = tf.memory().numTensors;
    await asked(sampled, 1);
    await asked({ type: 'trained', networks: ['halves'] });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('the images asked about', () => {
  const inputs = new MemoryInputs(brightPixelImages(IMAGES));
  const read = (set: AskedImages, seed = 1) => readAskedImages(set, inputs, seed, 64);

  it('are as many held-out ones as were asked for, each with its own label', async () => {
    const heldOut = { ...TEST, id: 'held-out', type: 'held-out', heldOutImages: 12 } as const;
    const { count, values, labels } = await read(heldOut);
    expect(count).toBe(12);
    for (let image = 0; image < count; image++) {
      const bright = values.subarray(image * 64, (image + 1) * 64).indexOf(1);
      expect(labels![image]).toBe(bright % 8 < 4 ? 0 : 1);
    }
  });

  it('turned by 0 and 180 degrees are the image and the image backwards', async () => {
    const turned: AskedImages = {
      ...TEST,
      id: 'turned',
      type: 'rotated',
      images: 3,
      angles: [0, 180],
    };
    const { count, values, labels } = await read(turned);
    const upright = (await read(TEST)).values;
    expect([count, [...labels!]]).toEqual([
      6,
      [...inputs.set.labels.slice(0, 3), ...inputs.set.labels.slice(0, 3)],
    ]);
    values.subarray(0, 3 * 64).forEach((value, index) => {
      expect(value).toBeCloseTo(upright[index]!, 5);
    });
    for (let image = 0; image < 3; image++) {
      const own = upright.slice(image * 64, (image + 1) * 64).reverse();
      own.forEach((value, pixel) => {
        expect(values[(3 + image) * 64 + pixel]).toBeCloseTo(value, 4);
      });
    }
  });

  it('are noise by the seed and its name, and blanks from black to white', async () => {
    const noise = {
      id: 'noise',
      title: 'N',
      type: 'noise',
      noise: 'salt-and-pepper',
      images: 50,
    } as const;
    const { values } = await read(noise);
    const white = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(new Set(values)).toEqual(new Set([0, 1]));
    // 3,200 coins: six standard deviations are 0.053.
    expect(Math.abs(white - 0.5)).toBeLessThan(0.053);
    expect((await read(noise)).values).toEqual(values);
    expect((await read(noise, 2)).values).not.toEqual(values);
    expect((await read({ ...noise, id: 'other' })).values).not.toEqual(values);
    const blank = await read({ id: 'blank', title: 'B', type: 'blank', images: 3 });
    expect([...blank.values]).toEqual([0, 0.5, 1].flatMap((grey) => Array<number>(64).fill(grey)));
    expect(blank.labels).toBeUndefined();
  });
});
