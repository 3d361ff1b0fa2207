import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { PART } from '../../../compute/datasets/planted/plantedImage.ts';
import { plantedSet } from '../../../compute/datasets/planted/plantedSets.ts';
import { shortcutSchema } from '../../../compute/results/planted/shortcut.ts';
import { shortcut } from '../../../compute/steps/planted/shortcut.ts';
import { parseJson, runStep } from '../memoryInputs.ts';
import {
  CLASSES,
  denseNetwork,
  markReader,
  onPart,
  PIXELS,
  PlantedInputs,
} from './plantedInputs.ts';

const IMAGES = 10;
const MARKED = 'planted-shortcut-100/test';
const CLEAN = 'planted-single/test';
const ALL_OF_IT = { value: 1, low: 1, high: 1 };
const NOTHING = { value: 0, low: 0, high: 0 };

/** Accuracy on clean images of a reader of marks, counted without a network. */
function guessesOfMarkReader(): number {
  const { weights } = markReader();
  const kernel = weights.get('1.kernel')!.values;
  const bias = weights.get('1.bias')!.values;
  const { pixels, labels, count } = plantedSet(CLEAN);
  let correct = 0;
  for (let image = 0; image < count; image++) {
    const logits = Array.from(bias, (constant, label) => {
      let sum = constant;
      for (let pixel = 0; pixel < PIXELS; pixel++) {
        sum += (kernel[pixel * CLASSES + label]! * pixels[image * PIXELS + pixel]!) / 255;
      }
      return sum;
    });
    if (logits.indexOf(Math.max(...logits)) === labels[image]) correct++;
  }
  return correct / count;
}

async function found() {
  const inputs = new PlantedInputs();
  inputs.addNetwork('reader', markReader());
  // Says class 0 whatever it sees.
  inputs.addNetwork(
    'constant',
    denseNetwork(new Float32Array(PIXELS * CLASSES), Float32Array.from([1, ...Array(9).fill(0)])),
  );
  inputs.addMaps('explain-mark', IMAGES, onPart(PART.mark), MARKED);
  inputs.addMaps('explain-glyph', IMAGES, onPart(PART.evidence), MARKED);
  inputs.addMaps('explain-even', IMAGES, (parts) => new Float32Array(parts.length).fill(1), MARKED);
  const row = (id: string, maps: string) => ({ kind: 'method', id, title: id, maps });
  const outputs = await runStep(
    shortcut,
    {
      clean: CLEAN,
      images: IMAGES,
      bootstrapResamples: 200,
      networks: [
        {
          network: 'constant',
          rate: 0,
          dataset: MARKED,
          rows: [row('turning', 'explain-glyph'), row('even', 'explain-even')],
        },
        {
          network: 'reader',
          rate: 1,
          dataset: MARKED,
          rows: [row('turning', 'explain-mark'), row('even', 'explain-even')],
        },
      ],
    },
    inputs,
  );
  return shortcutSchema.parse(parseJson(outputs, 'shortcut.json'));
}

describe('shortcut', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('finds that a reader of marks is right with them and guesses without', async () => {
    const { networks, testImages } = await found();
    const { marked, clean, lost } = networks[1]!;
    expect(marked).toEqual(ALL_OF_IT);
    const guesses = guessesOfMarkReader();
    expect(guesses).toBeLessThan(0.3);
    expect(clean.value).toBeCloseTo(guesses, 6);
    expect(lost.value).toBeCloseTo(1 - guesses, 6);
    // Where every marked image is right, the loss is as uncertain as the accuracy that is left.
    expect(lost.low).toBeCloseTo(1 - clean.high, 6);
    expect(testImages).toBe(1000);
  });

  it('finds that a network blind to the mark loses nothing', async () => {
    const { marked, clean, lost } = (await found()).networks[0]!;
    expect(marked.value).toBeCloseTo(0.1, 6);
    expect(clean).toEqual(marked);
    expect(lost).toEqual(NOTHING);
  });

  it('measures how much of each map lies on mark and glyph, and how much more than for the first', async () => {
    const { networks, markShare } = await found();
    expect(markShare).toBe(16 / 1024);
    const [turning, even] = networks[1]!.rows;
    expect(turning).toMatchObject({
      markShare: ALL_OF_IT,
      glyphShare: NOTHING,
      markGain: ALL_OF_IT,
    });
    expect(even!.markShare.value).toBeCloseTo(16 / 1024, 6);
    expect(even!.glyphShare.value).toBeCloseTo(64 / 1024, 6);
    expect(even!.markGain).toEqual(NOTHING);
    expect(networks[0]!.rows[0]).toMatchObject({ glyphShare: ALL_OF_IT, markGain: NOTHING });
  });

  it('leaves no tensor behind', async () => {
    await found();
    const before = tf.memory().numTensors;
    await found();
    expect(tf.memory().numTensors).toBe(before);
  });
});
