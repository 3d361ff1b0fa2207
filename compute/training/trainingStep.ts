import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Parameters } from '../networks/applyLayer.ts';
import type { WeightKey } from '../networks/architecture.ts';
import { layerParameters, type ParameterDeclaration } from '../networks/layerParameters.ts';
import type { TrainingBatchNorm } from '../networks/trainingBatchNorm.ts';
import type { Generator } from '../random/generator.ts';
import { correctOnes, crossEntropy } from './loss.ts';
import { updateParameter } from './optimiser.ts';
import { learningRateFactor, slowWeightShare } from './schedule.ts';
import type { TrainingSettings } from './settings.ts';
import { trainingForward, type TrainingPass } from './trainingForward.ts';
import { replaceTensor, type TrainingState } from './trainingState.ts';

/** The images of one step. */
export interface Batch {
  /** [n, height, width, channels], pixels in [0, 1] */
  readonly images: Tensor4D;
  /** [n], int32 */
  readonly labels: Tensor1D;
}

export interface StepOptions {
  readonly settings: TrainingSettings;
  readonly batchNorm: TrainingBatchNorm;
  /** Steps of the whole training. */
  readonly totalSteps: number;
  /** Epochs finished before this step. */
  readonly epoch: number;
  /** Draws what dropout drops. */
  readonly generator: Generator;
}

/** What one step found. Its tensors are the caller's, to read when there is time and to dispose of. */
export interface StepResult {
  /** As reduced by the settings. */
  readonly loss: Scalar;
  /** How many images were classified correctly. */
  readonly correct: Scalar;
}

/**
 * One step of gradient descent: forward, backward, optimiser, running averages, look-ahead. Changes
 * the state; disposes of nothing it was given. Reads no values, so that an engine that works by
 * itself, as a GPU does, need not be waited for.
 */
export function trainingStep(
  state: TrainingState,
  { images, labels }: Batch,
  options: StepOptions,
): StepResult {
  return tf.tidy(() => {
    const { settings, batchNorm, generator } = options;
    const declared = layerParameters(state.architecture);
    const trained = declared.filter(({ trainable }) => trainable);
    let averages: TrainingPass['averages'] = new Map();
    let correct: Scalar | undefined;
    const lossOf = (...values: Tensor[]): Scalar => {
      const parameters: Parameters = new Map([
        ...state.parameters,
        ...trained.map(({ key }, index): [WeightKey, Tensor] => [key, values[index]!]),
      ]);
      const pass = trainingForward(state.architecture, parameters, images, batchNorm, generator);
      averages = pass.averages;
      // The gradient's scope would free them on leaving.
      for (const average of averages.values()) tf.keep(average);
      correct = tf.keep(correctOnes(pass.logits, labels));
      return crossEntropy(pass.logits, labels, settings);
    };
    const { value, grads } = tf.valueAndGrads(lossOf)(
      trained.map(({ key }) => state.parameters.get(key)!),
    );
    trained.forEach((declaration, index) => {
      update(state, declaration, grads[index]!, options);
    });
    for (const [key, average] of averages) replaceTensor(state.parameters, key, average);
    state.steps++;
    if (settings.lookAhead) lookAhead(state, settings.lookAhead, options.totalSteps);
    return { loss: tf.keep(value), correct: correct! };
  });
}

function update(
  state: TrainingState,
  { key, name, layer }: ParameterDeclaration,
  gradient: Tensor,
  { settings, totalSteps, epoch }: StepOptions,
): void {
  const { learningRateFactors, fixedFilterBiasEpochs = Infinity } = settings;
  const ofFixedFilters =
    state.parameters.has(`${layer}.kernel`) && !state.slots.has(`${layer}.kernel`);
  const stands = ofFixedFilters && epoch >= fixedFilterBiasEpochs;
  const named = name === 'bias' || name === 'offset' ? learningRateFactors[name] : 1;
  const stepped = updateParameter(settings.optimiser, {
    value: state.parameters.get(key)!,
    gradient,
    slots: state.slots.get(key)!,
    schedule: learningRateFactor(settings.schedule, state.steps / totalSteps),
    factor: stands ? 0 : named,
    steps: state.steps,
  });
  replaceTensor(state.parameters, key, stepped.value);
  tf.dispose(state.slots.get(key)!);
  state.slots.set(
    key,
    stepped.slots.map((slot) => tf.keep(slot)),
  );
}

/** Slow weights follow the fast ones, and the fast ones start again from them. */
function lookAhead(
  { parameters, slow, steps }: TrainingState,
  settings: NonNullable<TrainingSettings['lookAhead']>,
  totalSteps: number,
): void {
  if (steps % settings.every !== 0 && steps !== totalSteps) return;
  const kept = slowWeightShare(settings, steps / totalSteps);
  for (const [key, fast] of parameters) {
    // In this form, weights that never move stay exactly as they are.
    const own = slow!.get(key)!;
    const followed = tf.add(own, tf.mul(tf.sub(fast, own), 1 - kept));
    replaceTensor(slow!, key, followed);
    replaceTensor(parameters, key, followed.clone());
  }
}
