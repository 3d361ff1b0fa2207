import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { categoricalLogLikelihood, elboTerms } from '../../bayes/elbo.ts';
import { klWeight } from '../../bayes/klAnnealing.ts';
import { perceptronOf } from '../../bayes/variational.ts';
import { generatorFor, type Generator } from '../../random/generator.ts';
import { normalsFor, type NormalSource } from '../../random/normals.ts';
import { augment } from '../../training/augmentation.ts';
import type { LabelledImages } from '../../training/labelledImages.ts';
import { countCorrect } from '../../training/loss.ts';
import { updateParameter } from '../../training/optimiser.ts';
import { learningRateFactor } from '../../training/schedule.ts';
import type { BayesianState } from './bayesianState.ts';
import type { BayesianSettings } from './trainBayesianParameters.ts';

/** What one run of variational training stands on, the same for all its epochs. */
export interface BayesianRun {
  readonly settings: BayesianSettings;
  readonly images: LabelledImages;
  readonly seed: number;
  /** Tells runs with the same seed apart, e.g. the name of the step. */
  readonly name: string;
}

export interface BayesianEpochResult {
  /** Negative bound a training image, in nats, with the KL term as weighted in training. */
  readonly loss: number;
  /** Its first term: mean −ln of the probability given to the true class. */
  readonly negativeLogLikelihood: number;
  /** KL divergence from the prior at the last step, in nats, of all weights. */
  readonly kl: number;
  /** Share of images classified correctly while learning, each by one sampled network. */
  readonly accuracy: number;
}

interface Batch {
  readonly inputs: Tensor2D;
  readonly labels: Tensor1D;
}

/** Steps of one epoch. @throws Error when the images do not fill one batch */
export function bayesianSteps({ settings, images }: Pick<BayesianRun, 'settings' | 'images'>) {
  const steps = Math.floor(images.count / settings.batchSize);
  if (steps === 0) {
    throw new Error(
      `training: ${images.count} images do not fill a batch of ${settings.batchSize}.`,
    );
  }
  return steps;
}

/**
 * Trains one epoch. All random numbers of the epoch are derived from seed, name and epoch, so training
 * that continues from a stored state gives the same bytes as training that never stopped.
 * @param epoch from 0
 */
export function trainBayesianEpoch(
  state: BayesianState,
  run: BayesianRun,
  epoch: number,
  report: (done: number, result: BayesianEpochResult) => void = () => undefined,
): BayesianEpochResult {
  const { settings, images, seed, name } = run;
  const { batchSize } = settings;
  const steps = bayesianSteps(run);
  const generator = generatorFor(seed, name, 'epoch', epoch);
  const noise = normalsFor(seed, name, 'epoch', epoch);
  const order = generator.shuffle(Int32Array.from({ length: images.count }, (_, index) => index));
  const total = { loss: 0, negativeLogLikelihood: 0, accuracy: 0 };
  let result: BayesianEpochResult = { ...total, kl: 0 };
  for (let step = 0; step < steps; step++) {
    const indices = order.subarray(step * batchSize, (step + 1) * batchSize);
    const batch = drawBatch(run, indices, generator);
    const progress = (epoch * steps + step) / (steps * settings.epochs);
    const own = trainingStep(state, batch, run, progress, noise);
    tf.dispose([batch.inputs, batch.labels]);
    if (!Number.isFinite(own.loss)) {
      throw new Error(
        `${name}: the loss is ${own.loss} in step ${step + 1} of epoch ${epoch + 1}; ` +
          'a smaller learning rate may help.',
      );
    }
    total.loss += own.loss;
    total.negativeLogLikelihood += own.negativeLogLikelihood;
    total.accuracy += own.accuracy;
    const done = step + 1;
    result = {
      loss: total.loss / done,
      negativeLogLikelihood: total.negativeLogLikelihood / done,
      accuracy: total.accuracy / done,
      kl: own.kl,
    };
    report(done / steps, result);
  }
  return result;
}

/** One step of gradient descent on the negative bound. Changes the state. */
function trainingStep(
  state: BayesianState,
  { inputs, labels }: Batch,
  { settings, images }: BayesianRun,
  progress: number,
  noise: NormalSource,
): BayesianEpochResult {
  const count = inputs.shape[0];
  const klImages = settings.klPer === 'batch' ? count : images.count;
  const klShare = (settings.temperature * klWeight(settings.klAnnealing, progress)) / klImages;
  return tf.tidy(() => {
    let negativeLogLikelihood = 0;
    let kl = 0;
    let correct = 0;
    const lossOf = (...tensors: Tensor[]): Scalar => {
      const terms = elboTerms(
        perceptronOf(tensors),
        inputs,
        (outputs) => categoricalLogLikelihood(outputs, labels),
        settings,
        noise,
      );
      const fit = tf.neg(tf.mean(terms.logLikelihoods)) as Scalar;
      [negativeLogLikelihood, kl] = [fit.dataSync()[0]!, terms.kl.dataSync()[0]!];
      correct = countCorrect(terms.outputs, labels);
      return tf.add(fit, tf.mul(terms.kl, klShare));
    };
    const { value, grads } = tf.valueAndGrads(lossOf)(state.parameters);
    const schedule = learningRateFactor(settings.schedule, progress);
    grads.forEach((gradient, index) => update(state, index, gradient, settings, schedule));
    state.steps++;
    return { loss: value.dataSync()[0]!, negativeLogLikelihood, kl, accuracy: correct / count };
  });
}

function update(
  state: BayesianState,
  index: number,
  gradient: Tensor,
  { optimiser }: BayesianSettings,
  schedule: number,
): void {
  const [value, slots] = [state.parameters[index]!, state.slots[index]!];
  const { steps } = state;
  const stepped = updateParameter(optimiser, {
    value,
    gradient,
    slots,
    schedule,
    factor: 1,
    steps,
  });
  tf.dispose([value, ...slots]);
  state.parameters[index] = tf.keep(stepped.value);
  state.slots[index] = stepped.slots.map((slot) => tf.keep(slot));
}

function drawBatch(
  { settings, images }: BayesianRun,
  indices: Int32Array,
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
  const unmirrored = Array<boolean>(indices.length).fill(false);
  augment(values, images.shape, settings.augmentation, unmirrored, generator);
  return {
    inputs: tf.tensor2d(values, [indices.length, size]),
    labels: tf.tensor1d(labels, 'int32'),
  };
}
