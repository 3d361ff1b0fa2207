import { beforeAll, describe, expect, it } from 'vitest';
import {
  PLANTED_COUNTS,
  plantedSet,
  type PlantedPart,
} from '../../../compute/datasets/planted/plantedSets.ts';
import { PART } from '../../../compute/datasets/planted/plantedImage.ts';
import { loadWasmEngine } from '../../../compute/engine/wasmEngine.ts';
import { wilsonInterval } from '../../../compute/metrics/wilson.ts';
import type { Architecture } from '../../../compute/networks/architecture.ts';
import { planted } from '../../../compute/networks/architectures/planted.ts';
import { evaluate, predictedClasses } from '../../../compute/networks/evaluate.ts';
import { disposeNetwork, loadNetwork } from '../../../compute/networks/network.ts';
import { composedBatchNorm } from '../../../compute/training/composedBatchNorm.ts';
import { firstImages, type LabelledImages } from '../../../compute/training/labelledImages.ts';
import { trainingSettingsSchema } from '../../../compute/training/settings.ts';
import { trainEpoch, untrainedNetwork } from '../../../compute/training/trainingEpoch.ts';
import {
  disposeTrainingState,
  initialTrainingState,
  networkOfState,
} from '../../../compute/training/trainingState.ts';

const CHANCE = 0.1;

function linear(height: number, width: number): Architecture {
  return {
    name: 'linear probe',
    inputShape: [height, width, 1],
    classes: 10,
    layers: [
      { type: 'standardise', mean: [0.5], deviation: [0.25] },
      { type: 'flatten' },
      { type: 'dense', units: 10, bias: true },
    ],
  };
}

/** Trains a probe on the training part and gives its accuracy on all test images, with interval. */
function probe(architecture: Architecture, images: (part: PlantedPart) => LabelledImages) {
  const settings = trainingSettingsSchema.parse({
    epochs: 2,
    batchSize: 32,
    initialisation: 'he',
    optimiser: { type: 'adam', learningRate: 0.006 },
  });
  const run = {
    settings,
    images: firstImages(images('train'), 4000),
    batchNorm: composedBatchNorm,
    seed: 1,
    name: architecture.name,
  };
  const state = initialTrainingState(untrainedNetwork(architecture, run), settings);
  for (let epoch = 0; epoch < settings.epochs; epoch++) trainEpoch(state, run, epoch);
  const network = loadNetwork(networkOfState(state));
  disposeTrainingState(state);
  const test = images('test');
  const predicted = predictedClasses(evaluate(network, test, 250), 10);
  disposeNetwork(network);
  const correct = predicted.filter((label, index) => label === test.labels[index]).length;
  return wilsonInterval(correct, PLANTED_COUNTS.test);
}

/** The 8 × 8 pixels of one piece of evidence, cut out. */
function piece(name: string, part: PlantedPart, wanted: number): LabelledImages {
  const { pixels, parts, labels, count } = plantedSet(`${name}/${part}`);
  const cut = pixels.filter((_, value) => parts[value] === wanted);
  return { shape: [8, 8, 1], pixels: cut, labels, count };
}

const whole = (name: string) => (part: PlantedPart) => plantedSet(`${name}/${part}`);

describe('the label of a planted image', () => {
  beforeAll(async () => {
    await loadWasmEngine();
  });

  it('cannot be predicted from outside the evidence by a linear probe', () => {
    const { low, high } = probe(linear(32, 32), whole('planted-blank'));
    expect(low < CHANCE && CHANCE < high).toBe(true);
  });

  it('cannot be predicted from outside the evidence by the network that learns the whole image', () => {
    const { low, high } = probe(planted, whole('planted-blank'));
    expect(low < CHANCE && CHANCE < high).toBe(true);
  });

  it('can be predicted from the whole image by that network', () => {
    expect(probe(planted, whole('planted-single')).low).toBeGreaterThan(0.97);
  });

  it.each(['planted-single', 'planted-absence'])(
    'can be predicted from inside the evidence of %s by a linear probe',
    (name) => {
      const { low } = probe(linear(8, 8), (part) => piece(name, part, PART.evidence));
      expect(low).toBeGreaterThan(0.97);
    },
  );

  it('is known up to its partner from the glyph of a pair, and not at all from the key', () => {
    const glyph = probe(linear(8, 8), (part) => piece('planted-pair', part, PART.evidence));
    expect(glyph.low).toBeGreaterThan(0.4);
    expect(glyph.high).toBeLessThan(0.6);
    const key = probe(linear(8, 8), (part) => piece('planted-pair', part, PART.secondPiece));
    expect(key.low < CHANCE && CHANCE < key.high).toBe(true);
  });
});
