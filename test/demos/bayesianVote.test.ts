import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCompressedPosterior } from '../../compute/bayes/compressed/compressedPosterior.ts';
import { perceptronTensors } from '../../compute/bayes/denseNormals.ts';
import { loadPosterior } from '../../compute/bayes/loadPosterior.ts';
import { eachSampledNetwork } from '../../compute/bayes/predictive.ts';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import { normalsFor } from '../../compute/random/normals.ts';
import type { Compressed } from '../../compute/results/compressed.ts';
import type { GalleryMaps } from '../../compute/results/gallery.ts';
import type { UncertaintyResults } from '../../compute/results/uncertainty.ts';
import {
  isReadyInput,
  READY_INPUTS,
  readyImage,
} from '../../src/demos/bayesian-vote/readyInputs.ts';
import {
  answerOf,
  opinionsOn,
  scoreOf,
  stateOfText,
  textOfState,
  votesByClass,
  type Vote,
} from '../../src/demos/bayesian-vote/state.ts';
import { stripOf } from '../../src/demos/bayesian-vote/view.ts';
import { Voter } from '../../src/demos/worker/voter.ts';

/** Three networks, two classes. */
const VOTE: Vote = {
  votes: Float32Array.of(0.9, 0.1, 0.75, 0.25, 0.25, 0.75),
  mean: Float32Array.of(0.6333, 0.3667),
  median: Float32Array.of(0.75, 0.25),
  entropy: 0.657,
  aleatoric: 0.48,
  mutualInformation: 0.177,
};

describe('a vote', () => {
  it('counts for the class that each network finds likeliest', () => {
    expect(votesByClass(VOTE)).toEqual([2, 1]);
    expect(opinionsOn(1, VOTE).map((share) => Number(share.toFixed(2)))).toEqual([0.1, 0.25, 0.75]);
  });

  it('is answered or refused by each rule on its own score', () => {
    expect(scoreOf('entropy', VOTE)).toBe(0.657);
    expect(scoreOf('mutual-information', VOTE)).toBe(0.177);
    expect(scoreOf('median', VOTE)).toBe(0.75);
    expect(answerOf('entropy', 0.7, VOTE)).toBe(0);
    expect(answerOf('entropy', 0.6, VOTE)).toBeUndefined();
    expect(answerOf('mutual-information', 0.2, VOTE)).toBe(0);
    expect(answerOf('mutual-information', 0.1, VOTE)).toBeUndefined();
    expect(answerOf('median', 0.2, VOTE)).toBe(0);
    expect(answerOf('median', 0.8, VOTE)).toBeUndefined();
  });

  it('leaves a mark of each network, darker where they agree', () => {
    const marks = [...stripOf([0, 0, 0, 1]).matchAll(/x="(\d+)".*?fill-opacity="([\d.]+)"/g)];
    expect(marks.map(([, x]) => Number(x))).toEqual([0, 59]);
    expect(Number(marks[0]![2])).toBeGreaterThan(Number(marks[1]![2]));
  });
});

describe('the state in an address', () => {
  it('comes back as it was, and is refused where it is none', () => {
    for (const ready of ['shoe', undefined] as const) {
      const state = { ready, rule: 'mutual-information', threshold: 0.0205 } as const;
      expect(stateOfText(textOfState(state))).toEqual(state);
    }
    for (const text of [
      '',
      'shoe',
      'shoe~entropy',
      'boat~entropy~1',
      'shoe~luck~1',
      '~median~-1',
      '~median~x',
      '~median~',
    ]) {
      expect(stateOfText(text), text).toBeUndefined();
    }
  });
});

const ROOT = path.resolve(import.meta.dirname, '../..');
const published = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(ROOT, 'content/results', name), 'utf8'));
const digits = (published('mnist/gallery-maps.json') as GalleryMaps).images.map((pixels) =>
  Float32Array.from(pixels, (level) => level / 255),
);

describe('the ready images', () => {
  it('are all different, within 0 and 1, and known by their names', () => {
    const texts = READY_INPUTS.map(({ id }) => {
      const image = readyImage(id, digits[0]!);
      expect(image.length).toBe(784);
      expect(image.every((value) => value >= 0 && value <= 1)).toBe(true);
      return image.join();
    });
    expect(new Set(texts).size).toBe(READY_INPUTS.length);
    expect(isReadyInput('shoe')).toBe(true);
    expect(isReadyInput('')).toBe(false);
  });
});

describe('the voters of the page', () => {
  const header = 'public/models/bayesian/bayes-compressed.json';
  const binary = 'public/models/bayesian/bayes-compressed.bin';
  const read = (name: string) => Uint8Array.from(readFileSync(path.join(ROOT, name)));
  const voter = new Voter((name) => Promise.resolve(read(name)));
  const { networks, header: study } = published('bayesian/compressed-bayes.json') as Compressed;
  const ask = (image: Float32Array, asked = networks) =>
    voter.vote({ kind: 'vote', posterior: header, image, networks: asked, seed: study.seed });

  beforeAll(async () => {
    await chooseEngine('wasm');
    await voter.load({ kind: 'load-posterior', header, binary });
  });

  it('agree with networks whose weights were drawn, within what sampling leaves open', () => {
    const posterior = loadPosterior(
      readCompressedPosterior(
        JSON.parse(new TextDecoder().decode(read(header))),
        read(binary),
        'bayes',
        createHash('sha256').update(read(binary)).digest('hex'),
      ),
    );
    // A digit, and images on which the networks disagree.
    const images = [
      digits[0]!,
      ...(['letter-e', 'shoe'] as const).map((id) => readyImage(id, digits[0]!)),
    ];
    const inputs = tf.tensor2d(
      images.flatMap((image) => [...image]),
      [images.length, 784],
    );
    const drawn = images.map(() => [] as Float32Array[]);
    const source = (sample: number) => normalsFor(study.seed, 'drawn-weights', sample);
    eachSampledNetwork(posterior, inputs, networks, source, (probabilities) =>
      images.forEach((_, image) =>
        drawn[image]!.push(probabilities.slice(10 * image, 10 * (image + 1))),
      ),
    );
    tf.dispose([inputs, ...perceptronTensors(posterior)]);
    images.forEach((image, position) => {
      const { votes } = ask(image);
      for (let label = 0; label < 10; label++) {
        const page = opinionsOn(label, { votes, mean: new Float32Array(10) } as Vote);
        const weights = drawn[position]!.map((probabilities) => probabilities[label]!);
        const error = Math.sqrt((variance(page) + variance(weights)) / networks);
        expect(Math.abs(mean(page) - mean(weights))).toBeLessThan(4 * error + 1e-4);
      }
    });
  });

  it('give the same answer every time, leave no tensors behind, and are distributions', () => {
    const first = ask(digits[3]!);
    const again = ask(digits[3]!);
    expect(again.votes).toEqual(first.votes);
    expect(again.tensors).toBe(first.tensors);
    for (let start = 0; start < first.votes.length; start += 10) {
      const sum = first.votes.subarray(start, start + 10).reduce((total, share) => total + share);
      expect(sum).toBeCloseTo(1, 5);
    }
    expect(first.aleatoric + first.mutualInformation).toBeCloseTo(first.entropy, 5);
  });

  it('refuse noise and a blank image at the published threshold, but not the digits of the gallery', () => {
    const { rules } = published('bayesian/uncertainty.json') as UncertaintyResults;
    const { threshold } = rules.find(({ id }) => id === 'bayes-entropy')!;
    for (const id of ['noise', 'blank'] as const) {
      expect(answerOf('entropy', threshold, ask(readyImage(id, digits[0]!))), id).toBeUndefined();
    }
    const answered = digits.filter(
      (digit) => answerOf('entropy', threshold, ask(digit)) !== undefined,
    );
    expect(answered.length / digits.length).toBeGreaterThan(0.8);
  });

  it('do not answer for a posterior that is not the one of its header', async () => {
    const changed = new Voter((name) => {
      const bytes = read(name);
      if (name === binary) bytes[100]! ^= 1;
      return Promise.resolve(bytes);
    });
    await expect(changed.load({ kind: 'load-posterior', header, binary })).rejects.toThrow(
      /SHA-256/,
    );
    const question = { kind: 'vote', posterior: header, networks, seed: study.seed } as const;
    expect(() => changed.vote({ ...question, image: digits[0]! })).toThrow(/is not loaded/);
  });
});

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}
