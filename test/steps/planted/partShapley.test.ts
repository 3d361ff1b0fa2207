import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { PART } from '../../../compute/datasets/planted/plantedImage.ts';
import { plantedSet } from '../../../compute/datasets/planted/plantedSets.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { partShapleySchema } from '../../../compute/results/planted/partShapley.ts';
import { partSegments, segmentSums } from '../../../compute/steps/planted/partSegments.ts';
import { partShapley } from '../../../compute/steps/planted/partShapley.ts';
import { shapleyInteraction } from '../../../compute/steps/planted/shapleyInteraction.ts';
import { tabulate } from '../../../compute/steps/planted/tableGame.ts';
import { parseJson, runStep } from '../memoryInputs.ts';
import { CLASSES, denseNetwork, PIXELS, PlantedInputs, SIDE } from './plantedInputs.ts';

const IMAGES = 3;
const DATASET = 'planted-pair/test';
const FILL = 0.5;

/** Weights of a linear network whose logit of class 0 is the largest by far. */
function linearWeights() {
  const random = generatorFor(5, 'weights');
  const kernel = Float32Array.from({ length: PIXELS * CLASSES }, () => random.normal() / 10);
  const bias = Float32Array.from({ length: CLASSES }, (_, label) => (label === 0 ? 100 : 0));
  return { kernel, bias };
}

/** What each pixel adds to the logit of class 0 beyond grey: exact, as the network is linear. */
function contributions(image: number): Float64Array {
  const { kernel } = linearWeights();
  const { pixels } = plantedSet(DATASET);
  return Float64Array.from(
    { length: PIXELS },
    (_, pixel) => kernel[pixel * CLASSES]! * (pixels[image * PIXELS + pixel]! / 255 - FILL),
  );
}

function partsOf(image: number): Uint8Array {
  return plantedSet(DATASET).parts.subarray(image * PIXELS, (image + 1) * PIXELS);
}

async function found() {
  const inputs = new PlantedInputs();
  const { kernel, bias } = linearWeights();
  inputs.addNetwork('linear', denseNetwork(kernel, bias));
  inputs.addMaps('explain-exact', IMAGES, (_, image) => contributions(image), DATASET);
  inputs.addMaps(
    'explain-opposite',
    IMAGES,
    (_, image) => contributions(image).map((value) => -value),
    DATASET,
  );
  const outputs = await runStep(
    partShapley,
    {
      network: 'linear',
      dataset: DATASET,
      images: IMAGES,
      blockSize: 2,
      fill: FILL,
      evaluations: 64,
      bootstrapResamples: 50,
      rows: ['exact', 'opposite'].map((id) => ({ id, title: id, maps: `explain-${id}` })),
    },
    inputs,
  );
  return partShapleySchema.parse(parseJson(outputs, 'part-shapley-linear.json'));
}

const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the parts of an image', () => {
  it('are the pieces, then the distractors, then the quarters of the background', () => {
    const parts = new Uint8Array(16);
    parts[0] = PART.evidence;
    parts[15] = PART.secondPiece;
    parts[1] = PART.firstDistractor;
    const { labels, count } = partSegments(parts, 4, 4);
    expect(count).toBe(7);
    expect([...labels]).toEqual([0, 2, 4, 4, 3, 3, 4, 4, 5, 5, 6, 6, 5, 5, 6, 1]);
    const map = Float32Array.from({ length: 16 }, (_, pixel) => pixel);
    expect([...segmentSums(map, partSegments(parts, 4, 4))]).toEqual([0, 15, 1, 9, 18, 42, 35]);
  });

  it('need two pieces of evidence', () => {
    expect(() => partSegments(new Uint8Array(16).fill(PART.evidence, 0, 4), 4, 4)).toThrow(
      /not two pieces/,
    );
  });
});

describe('the interaction of two players', () => {
  /** A game of three players whose table is written by hand. */
  const gameOf = (worth: (coalition: readonly boolean[]) => number) =>
    tabulate({
      players: 3,
      outputs: 1,
      values: (coalitions) =>
        Float64Array.from({ length: coalitions.length / 3 }, (_, row) =>
          worth([0, 1, 2].map((player) => coalitions[row * 3 + player] === 1)),
        ),
    });

  it('is what they are worth only together', () => {
    const both = gameOf(([a, b]) => (a && b ? 5 : 0));
    expect(shapleyInteraction(both, 0, 1)[0]).toBeCloseTo(5, 12);
    expect(shapleyInteraction(both, 0, 2)[0]).toBeCloseTo(0, 12);
  });

  it('is zero where worth adds up, and negative where one does for the other', () => {
    const sum = gameOf(([a, b, c]) => (a ? 1 : 0) + (b ? 2 : 0) + (c ? 4 : 0));
    expect(shapleyInteraction(sum, 0, 1)[0]).toBeCloseTo(0, 12);
    const either = gameOf(([a, b]) => (a || b ? 3 : 0));
    expect(shapleyInteraction(either, 0, 1)[0]).toBeCloseTo(-3, 12);
  });

  it('of three who are needed together is shared among their pairs', () => {
    const all = gameOf(([a, b, c]) => (a && b && c ? 6 : 0));
    // Half of the orders have the third player before the pair.
    expect(shapleyInteraction(all, 0, 1)[0]).toBeCloseTo(3, 12);
  });
});

describe('a tabulated game', () => {
  it('answers as the game itself, in any order', () => {
    const values = (coalitions: Uint8Array) =>
      Float64Array.from({ length: coalitions.length / 4 }, (_, row) =>
        coalitions
          .subarray(row * 4, row * 4 + 4)
          .reduce((sum, plays, player) => sum + plays * 3 ** player, 0),
      );
    const coalitions = Uint8Array.from([1, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0]);
    const table = tabulate({ players: 4, outputs: 1, values });
    expect(table.values(coalitions)).toEqual(values(coalitions));
  });

  it('takes no more players than can be enumerated', () => {
    const values = () => new Float64Array(0);
    expect(() => tabulate({ players: 17, outputs: 1, values })).toThrow(/at most 16/);
  });
});

describe('part Shapley, for a linear network', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  const sums = Array.from({ length: IMAGES }, (_, image) =>
    segmentSums(Float32Array.from(contributions(image)), partSegments(partsOf(image), SIDE, SIDE)),
  );

  it('credits each part with what its pixels add', async () => {
    const { exact, total, players, coalitions } = await found();
    const shareOf = (player: number) =>
      meanOf(
        sums.map((own) => {
          const positive = own.map((value) => Math.max(0, value));
          return positive[player]! / positive.reduce((sum, value) => sum + value, 0);
        }),
      );
    expect(exact.first.value).toBeCloseTo(shareOf(0), 4);
    expect(exact.second.value).toBeCloseTo(shareOf(1), 4);
    expect(total.value).toBeCloseTo(
      meanOf(sums.map((own) => own.reduce((sum, value) => sum + value, 0))),
      3,
    );
    expect([players, coalitions]).toEqual([8, 256]);
  });

  it('finds no interaction', async () => {
    expect((await found()).interaction.value).toBeCloseTo(0, 3);
  });

  it('finds every estimator and the map of contributions right, and its negative wrong', async () => {
    const { rows } = await found();
    const correlation = (id: string) => rows.find((row) => row.id === id)!.correlation.value;
    expect(correlation('kernel-shap-parts')).toBeCloseTo(1, 5);
    expect(correlation('lime-parts')).toBeGreaterThan(0.999);
    expect(correlation('exact')).toBeCloseTo(1, 5);
    expect(correlation('opposite')).toBeCloseTo(-1, 5);
    expect(rows.map(({ evaluations }) => evaluations)).toEqual([64, 64, null, null]);
  });

  it('leaves no tensor behind', async () => {
    await found();
    const before = tf.memory().numTensors;
    await found();
    expect(tf.memory().numTensors).toBe(before);
  });
});
