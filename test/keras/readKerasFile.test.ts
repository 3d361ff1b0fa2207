import '@tensorflow/tfjs-backend-cpu';
import { readFileSync, writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { KerasError, type KerasProblem } from '../../compute/keras/kerasError.ts';
import { pixelInput } from '../../compute/keras/pixelInput.ts';
import { readKerasFile } from '../../compute/keras/readKerasFile.ts';
import { disposeNetwork, loadNetwork } from '../../compute/networks/network.ts';
import { predictLogits } from '../../compute/steps/trainedNetwork.ts';
import { temporaryPath, writeKerasFile, type KerasLayer } from './kerasFile.ts';
import { SMALL_MODEL as LAYERS, waves } from './smallModel.ts';

const at = (index: number, name: string) => LAYERS[index]!.weights![name]!.values;

/** The logits of one image, written out with loops. */
function replica(image: Float32Array): number[] {
  const pixel = (y: number, x: number, c: number) =>
    y < 0 || x < 0 || y > 5 || x > 5 ? 0 : image[(y * 6 + x) * 2 + c]!;
  const convolved = (y: number, x: number, f: number) => {
    let sum = at(1, 'bias')[f]!;
    for (let dy = 0; dy < 3; dy++) {
      for (let dx = 0; dx < 3; dx++) {
        for (let c = 0; c < 2; c++) {
          sum +=
            pixel(y + dy - 1, x + dx - 1, c) * at(1, 'kernel')[((dy * 3 + dx) * 2 + c) * 4 + f]!;
        }
      }
    }
    return Math.max(sum, 0);
  };
  const features: number[] = [];
  for (let y = 0; y < 3; y++) {
    for (let x = 0; x < 3; x++) {
      for (let f = 0; f < 4; f++) {
        const corners = [0, 1].flatMap((dy) =>
          [0, 1].map((dx) => convolved(2 * y + dy, 2 * x + dx, f)),
        );
        const centred = Math.max(...corners) - at(3, 'moving_mean')[f]!;
        const deviation = Math.sqrt(at(3, 'moving_variance')[f]! + 0.001);
        features.push((centred / deviation) * at(3, 'gamma')[f]! + at(3, 'beta')[f]!);
      }
    }
  }
  return [0, 1, 2].map((unit) =>
    features.reduce(
      (sum, own, j) => sum + own * at(6, 'kernel')[j * 3 + unit]!,
      at(6, 'bias')[unit]!,
    ),
  );
}

const IMAGES = Float32Array.from(
  { length: 3 * 72 },
  (_, place) => 0.5 + 0.5 * Math.sin(0.37 * place),
);

async function problemOf(work: Promise<unknown>): Promise<KerasProblem | undefined> {
  try {
    await work;
  } catch (error) {
    expect(error).toBeInstanceOf(KerasError);
    return (error as KerasError).problem;
  }
  return undefined;
}

/** The file with one thing changed. */
async function written(layers: readonly KerasLayer[], options?: { config?: boolean }) {
  const file = temporaryPath('model.h5');
  await writeKerasFile(file, layers, options);
  return file;
}

const withLayer = (index: number, change: Partial<KerasLayer>) =>
  LAYERS.map((layer, place) => (place === index ? { ...layer, ...change } : layer));

describe('a network that Keras saved', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('gives the logits of its layers, written out', async () => {
    const network = loadNetwork(await readKerasFile(await written(LAYERS)));
    const logits = predictLogits(network, IMAGES);
    disposeNetwork(network);
    for (let image = 0; image < 3; image++) {
      replica(IMAGES.subarray(image * 72, (image + 1) * 72)).forEach((logit, unit) => {
        expect(Math.abs(logits[image * 3 + unit]! - logit)).toBeLessThan(1e-5);
      });
    }
  });

  it('gives the logits that Keras gives for these parameters', async () => {
    const golden = JSON.parse(
      readFileSync(new URL('../golden/keras.json', import.meta.url), 'utf8'),
    ) as { logits: number[][] };
    const network = loadNetwork(await readKerasFile(await written(LAYERS)));
    const logits = predictLogits(network, IMAGES);
    disposeNetwork(network);
    golden.logits.flat().forEach((logit, place) => {
      expect(Math.abs(logits[place]! - logit)).toBeLessThan(1e-5);
    });
  });

  it('reads weights alone into an architecture that is given', async () => {
    const whole = await readKerasFile(await written(LAYERS));
    const alone = await written(LAYERS, { config: false });
    expect(await readKerasFile(alone, whole.architecture)).toEqual(whole);
    expect(await problemOf(readKerasFile(alone))).toBe('no-model');
  });

  it('says what is wrong with a bad file', async () => {
    const text = temporaryPath('text.h5');
    writeFileSync(text, 'not a model');
    const good = await written(LAYERS);
    const cut = temporaryPath('cut.h5');
    writeFileSync(cut, readFileSync(good).subarray(0, 900));
    const dense = LAYERS[6]!;
    const files: readonly [KerasProblem, string | Promise<string>][] = [
      ['missing', '/no/such/model.h5'],
      ['not-hdf5', text],
      ['damaged', cut],
      ['unsupported-model', written(withLayer(2, { kind: 'LSTM' }))],
      ['unsupported-model', written(withLayer(1, { config: { ...LAYERS[1]!.config, groups: 2 } }))],
      ['unsupported-model', written(withLayer(6, { config: { units: 3, activation: 'tanh' } }))],
      ['missing-weights', written(withLayer(6, { weights: {} }))],
      ['missing-weights', written(withLayer(6, { weights: { kernel: waves([36, 3], 6) } }))],
      [
        'wrong-shape',
        written(withLayer(6, { weights: { ...dense.weights, bias: waves([4], 7) } })),
      ],
      [
        'not-finite',
        written(
          withLayer(6, {
            weights: { ...dense.weights, bias: { shape: [3], values: Float32Array.of(1, NaN, 2) } },
          }),
        ),
      ],
    ];
    for (const [problem, file] of files) {
      expect(await problemOf(readKerasFile(await file)), problem).toBe(problem);
    }
  });
});

describe('what a network was shown in place of pixels', () => {
  it('becomes its first layers', async () => {
    const stored = await readKerasFile(await written(LAYERS));
    const seen = pixelInput(stored, { repeat: 2, mean: [0.4, 0.1], deviation: [0.5, 2] });
    const grey = Float32Array.from({ length: 36 }, (_, place) => 0.5 + 0.5 * Math.cos(place));
    const shown = Float32Array.from({ length: 72 }, (_, place) =>
      place % 2 === 0 ? (grey[place / 2]! - 0.4) / 0.5 : (grey[(place - 1) / 2]! - 0.1) / 2,
    );
    const network = loadNetwork(seen);
    const logits = predictLogits(network, grey);
    disposeNetwork(network);
    replica(shown).forEach((logit, unit) => expect(logits[unit]).toBeCloseTo(logit, 4));
    expect(() => pixelInput(stored, { repeat: 3 })).toThrow('does not see grey 3 times');
  });
});
