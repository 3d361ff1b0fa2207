import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { OptimiserSettings } from './settings.ts';

/** One parameter at one step. */
export interface ParameterStep {
  readonly value: Tensor;
  readonly gradient: Tensor;
  /** What the optimiser remembers of this parameter, in the order of `optimiserSlots`. */
  readonly slots: readonly Tensor[];
  /** Factor of the schedule at this step, 0 … 1. */
  readonly schedule: number;
  /** Factor of the learning rate of this parameter. */
  readonly factor: number;
  /** Steps done before this one. */
  readonly steps: number;
}

/** Names of the tensors, shaped like the parameter and 0 at first, that an optimiser remembers. */
export function optimiserSlots({ type }: OptimiserSettings): readonly string[] {
  return type === 'adam' ? ['firstMoment', 'secondMoment'] : ['velocity'];
}

/** The parameter after one step, and what is remembered of it. Call inside `tf.tidy`. */
export function updateParameter(
  settings: OptimiserSettings,
  step: ParameterStep,
): { value: Tensor; slots: Tensor[] } {
  return settings.type === 'adam' ? adam(settings, step) : nesterov(settings, step);
}

/** Kingma & Ba 2015, algorithm 1, with decoupled decay of kernels (Loshchilov & Hutter 2019, algorithm 2). */
function adam(
  settings: Extract<OptimiserSettings, { type: 'adam' }>,
  { value, gradient, slots, schedule, factor, steps }: ParameterStep,
): { value: Tensor; slots: Tensor[] } {
  const { beta1, beta2, epsilon, weightDecay } = settings;
  const rate = settings.learningRate * schedule * factor;
  const first = mixed(slots[0]!, gradient, beta1);
  const second = mixed(slots[1]!, tf.square(gradient), beta2);
  const debiasedFirst = tf.div(first, 1 - beta1 ** (steps + 1));
  const debiasedSecond = tf.div(second, 1 - beta2 ** (steps + 1));
  const direction = tf.div(debiasedFirst, tf.add(tf.sqrt(debiasedSecond), epsilon));
  const decay = value.rank > 1 ? rate * weightDecay : 0;
  const kept = decay === 0 ? value : tf.mul(value, 1 - decay);
  return { value: tf.sub(kept, tf.mul(direction, rate)), slots: [first, second] };
}

/**
 * Stochastic gradient descent with Nesterov momentum m in the form of Sutskever et al. 2013 that
 * frameworks share: g ← gradient + decay·w/rate, v ← m·v + g, w ← w − rate·schedule·(g + m·v).
 * Dividing the decay by the parameter's rate makes it the same share for every learning rate.
 */
function nesterov(
  settings: Extract<OptimiserSettings, { type: 'nesterov' }>,
  { value, gradient, slots, schedule, factor }: ParameterStep,
): { value: Tensor; slots: Tensor[] } {
  const { momentum, weightDecay } = settings;
  const rate = settings.learningRate * factor;
  if (rate === 0) return { value: tf.clone(value), slots: slots.map((slot) => tf.clone(slot)) };
  const decayed =
    weightDecay === 0 ? gradient : tf.add(gradient, tf.mul(value, weightDecay / rate));
  const velocity = tf.add(tf.mul(slots[0]!, momentum), decayed);
  const direction = tf.add(decayed, tf.mul(velocity, momentum));
  return { value: tf.sub(value, tf.mul(direction, rate * schedule)), slots: [velocity] };
}

/** share·old + (1 − share)·recent. */
function mixed(old: Tensor, recent: Tensor, share: number): Tensor {
  return tf.add(tf.mul(old, share), tf.mul(recent, 1 - share));
}
