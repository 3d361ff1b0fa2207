import * as tf from '@tensorflow/tfjs-core';
import type { Architecture, Conv2dLayer } from '../networks/architecture.ts';
import { initialWeights } from '../networks/initialWeights.ts';
import type { StoredNetwork } from '../networks/network.ts';
import type { TrainingBatchNorm } from '../networks/trainingBatchNorm.ts';
import { generatorFor, type Generator } from '../random/generator.ts';
import { augment } from './augmentation.ts';
import type { LabelledImages } from './labelledImages.ts';
import type { TrainingSettings } from './settings.ts';
import { trainingStep, type Batch } from './trainingStep.ts';
import type { TrainingState } from './trainingState.ts';
import { whiteningKernel } from './whitening.ts';

/** What one run of training stands on, the same for all its epochs. */
export interface TrainingRun {
  readonly settings: TrainingSettings;
  readonly images: LabelledImages;
  readonly batchNorm: TrainingBatchNorm;
  readonly seed: number;
  /** Tells runs with the same seed apart, e.g. the name of the network. */
  readonly name: string;
}

export interface EpochResult {
  /** Mean over the images learned from; of the loss a single image contributes. */
  readonly loss: number;
  /** Share of the images, as augmented and while learning, that were classified correctly. */
  readonly accuracy: number;
}

export interface EpochProgress extends EpochResult {
  /** Share of the epoch done, 0 … 1. */
  readonly done: number;
  /** Images learned from so far in this epoch. */
  readonly images: number;
}

/** Steps of one epoch; images that do not fill a batch are left out until the next shuffle. */
export function stepsPerEpoch({ batchSize }: TrainingSettings, images: number): number {
  const steps = Math.floor(images / batchSize);
  if (steps === 0) {
    throw new Error(`training: ${images} images do not fill one batch of ${batchSize}.`);
  }
  return steps;
}

/** The network before the first step: drawn from the seed, whitening filters from the images. */
export function untrainedNetwork(architecture: Architecture, run: TrainingRun): StoredNetwork {
  const { settings, images, seed, name } = run;
  const drawn = initialWeights(
    architecture,
    settings.initialisation,
    generatorFor(seed, name, 'initial-weights'),
  );
  if (!settings.whitening) return drawn;
  const index = architecture.layers.findIndex(
    (layer) => layer.type === 'conv2d' && layer.trainable === false,
  );
  if (index < 0) {
    throw new Error(`${architecture.name}: whitening needs a convolution with fixed filters.`);
  }
  checkFirstConvolution(architecture, index);
  const weights = new Map(drawn.weights);
  weights.set(`${index}.kernel`, whiteningKernel(architecture, index, images, settings.whitening));
  return { architecture, weights };
}

function checkFirstConvolution({ name, layers }: Architecture, index: number): void {
  const first = layers.findIndex((layer): layer is Conv2dLayer => layer.type === 'conv2d');
  if (first !== index) throw new Error(`${name}: whitening is for the first convolution only.`);
}

/**
 * Trains one epoch. All random numbers of the epoch come from a generator of its own, so training
 * that continues from a stored state gives the same weights as training that never stopped.
 * @param epoch from 0
 */
export function trainEpoch(
  state: TrainingState,
  run: TrainingRun,
  epoch: number,
  report: (progress: EpochProgress) => void = () => undefined,
): EpochResult {
  const { settings, images, seed, name, batchNorm } = run;
  const steps = stepsPerEpoch(settings, images.count);
  const generator = generatorFor(seed, name, 'epoch', epoch);
  const order = generator.shuffle(Int32Array.from({ length: images.count }, (_, index) => index));
  const mirrored = alternatingFlips(run, epoch);
  const total = { loss: 0, correct: 0 };
  let result = { loss: 0, accuracy: 0 };
  const draw = (step: number) => {
    const indices = order.subarray(step * settings.batchSize, (step + 1) * settings.batchSize);
    return drawBatch(run, indices, mirrored, generator);
  };
  let batch = draw(0);
  for (let step = 0; step < steps; step++) {
    const found = trainingStep(state, batch, {
      settings,
      batchNorm,
      totalSteps: steps * settings.epochs,
      epoch,
      generator,
    });
    tf.dispose([batch.images, batch.labels]);
    // Drawn before the result is read: where a GPU computes it, both go on at the same time.
    if (step + 1 < steps) batch = draw(step + 1);
    const loss = found.loss.dataSync()[0]!;
    const correct = found.correct.dataSync()[0]!;
    tf.dispose([found.loss, found.correct]);
    if (!Number.isFinite(loss)) {
      tf.dispose([batch.images, batch.labels]);
      throw new Error(
        `${name}: the loss is ${loss} in step ${step + 1} of epoch ${epoch + 1}; ` +
          'a smaller learning rate may help.',
      );
    }
    total.loss += settings.lossReduction === 'sum' ? loss : loss * settings.batchSize;
    total.correct += correct;
    const seen = (step + 1) * settings.batchSize;
    result = { loss: total.loss / seen, accuracy: total.correct / seen };
    report({ ...result, done: (step + 1) / steps, images: seen });
  }
  return result;
}

/** Which images `flip: 'alternating'` mirrors in an epoch: each in every second, from a random start. */
function alternatingFlips({ seed, name, images, settings }: TrainingRun, epoch: number): boolean[] {
  if (settings.augmentation.flip !== 'alternating') return [];
  const generator = generatorFor(seed, name, 'first-flips');
  return Array.from({ length: images.count }, () => generator.coin() !== (epoch % 2 === 1));
}

function drawBatch(
  { settings, images }: TrainingRun,
  indices: Int32Array,
  mirrored: readonly boolean[],
  generator: Generator,
): Batch {
  const size = images.shape[0] * images.shape[1] * images.shape[2];
  const values = new Float32Array(indices.length * size);
  const labels = new Int32Array(indices.length);
  indices.forEach((index, position) => {
    values.set(images.pixels.subarray(index * size, (index + 1) * size), position * size);
    labels[position] = images.labels[index]!;
  });
  for (let value = 0; value < values.length; value++) values[value]! /= 255;
  const flips = Array.from(indices, (index) => mirrored[index] ?? false);
  augment(values, images.shape, settings.augmentation, flips, generator);
  return {
    images: tf.tensor4d(values, [indices.length, ...images.shape]),
    labels: tf.tensor1d(labels, 'int32'),
  };
}
