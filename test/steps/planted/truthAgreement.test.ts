import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { PART } from '../../../compute/datasets/planted/plantedImage.ts';
import {
  truthAgreementSchema,
  type TruthAgreement,
} from '../../../compute/results/planted/truthAgreement.ts';
import { truthAgreement } from '../../../compute/steps/planted/truthAgreement.ts';
import { parseJson, runStep } from '../memoryInputs.ts';
import { markReader, onPart, PlantedInputs } from './plantedInputs.ts';

const IMAGES = 20;
const DATASET = 'planted-shortcut-100/test';
const METRICS = ['relevance-mass', 'relevance-rank', 'roc-area'];
const exactly = (value: number) => ({ value, low: value, high: value });

/** Points at mark and glyph, mark first: degradation by it spares what the reader of marks reads. */
const both = (parts: Uint8Array) =>
  Array.from(parts, (part) => (part === PART.mark ? 2 : part === PART.evidence ? 1 : 0));
const neither = (parts: Uint8Array) => both(parts).map((value) => -value);

/**
 * Degradation of a network that reads the mark alone, by two maps. The truth that maps are held
 * against is the glyph, so that what the degradation ought to say can be chosen.
 */
async function agreement(
  first: (parts: Uint8Array) => number[],
  second: (parts: Uint8Array) => number[],
): Promise<TruthAgreement> {
  const inputs = new PlantedInputs();
  inputs.addNetwork('reader', markReader());
  inputs.addMaps('explain-first', IMAGES, first, DATASET);
  inputs.addMaps('explain-second', IMAGES, second, DATASET);
  const outputs = await runStep(
    truthAgreement,
    {
      network: 'reader',
      dataset: DATASET,
      images: IMAGES,
      bootstrapResamples: 100,
      rows: ['first', 'second'].map((id) => ({
        kind: 'method',
        id,
        title: id,
        maps: `explain-${id}`,
      })),
    },
    inputs,
  );
  return truthAgreementSchema.parse(parseJson(outputs, 'truth-agreement-reader.json'));
}

const degradationOf = ({ degradations }: TruthAgreement, id: string) =>
  degradations.find((degradation) => degradation.id === id)!;

describe('truth agreement', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('has every order and fill', async () => {
    const { degradations } = await agreement(both, neither);
    expect(degradations.map(({ id }) => id)).toEqual([
      'keep-salt-and-pepper',
      'keep-black',
      'keep-grey',
      'remove-salt-and-pepper',
      'remove-black',
      'remove-grey',
    ]);
  });

  it('keeps the predictions of a network whose pixels are kept, in whatever fill', async () => {
    const found = await agreement(both, neither);
    for (const fill of ['salt-and-pepper', 'black', 'grey']) {
      expect(degradationOf(found, `keep-${fill}`).rows[0]!.accuracy, fill).toEqual(exactly(1));
      expect(degradationOf(found, `remove-${fill}`).rows[1]!.accuracy, fill).toEqual(exactly(1));
    }
  });

  it('leaves plain grey where they are not, so that the first class always wins', async () => {
    const found = await agreement(both, neither);
    expect(degradationOf(found, 'keep-grey').rows[1]!.accuracy.value).toBeCloseTo(0.1, 6);
    expect(degradationOf(found, 'remove-grey').rows[0]!.accuracy.value).toBeCloseTo(0.1, 6);
  });

  it('agrees with the truth when the better map keeps more and its removal costs more', async () => {
    const found = await agreement(both, neither);
    for (const id of ['keep-grey', 'remove-grey']) {
      for (const { id: metric, ...correlations } of degradationOf(found, id).correlations) {
        if (!METRICS.includes(metric)) continue;
        expect(correlations, `${id}, ${metric}`).toEqual({
          rankings: exactly(1),
          methods: exactly(1),
          withinImages: exactly(1),
        });
      }
    }
  });

  it('is the reverse of the truth when the worse map keeps more', async () => {
    // The glyph alone is the truth, but of no use to the network; the mark alone is the reverse.
    const found = await agreement(onPart(PART.mark), onPart(PART.evidence));
    for (const id of ['keep-grey', 'remove-grey']) {
      const { correlations } = degradationOf(found, id);
      const mass = correlations.find(({ id: metric }) => metric === 'relevance-mass')!;
      expect(mass.rankings, id).toEqual(exactly(-1));
    }
  });

  it('is undecided between maps that are equal', async () => {
    const found = await agreement(both, both);
    for (const { rows, correlations } of found.degradations) {
      expect(rows[0]!.accuracy).toEqual(rows[1]!.accuracy);
      for (const { rankings, withinImages } of correlations) {
        expect([rankings, withinImages]).toEqual([exactly(0), exactly(0)]);
      }
    }
  });

  it('leaves no tensor behind', async () => {
    await agreement(both, neither);
    const before = tf.memory().numTensors;
    await agreement(both, neither);
    expect(tf.memory().numTensors).toBe(before);
  });
});
