import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { optimiserSlots, updateParameter } from '../../compute/training/optimiser.ts';
import { learningRateFactor, slowWeightShare } from '../../compute/training/schedule.ts';
import type { OptimiserSettings } from '../../compute/training/settings.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Three steps on w²/2, whose gradient is w, from w = 1; schedule 1. */
function descend(settings: OptimiserSettings, kernel: boolean): number {
  return tf.tidy(() => {
    let value: tf.Tensor = kernel ? tf.tensor2d([[1]]) : tf.tensor1d([1]);
    let slots = optimiserSlots(settings).map(() => tf.zerosLike(value));
    for (let steps = 0; steps < 3; steps++) {
      const step = { value, gradient: value, slots, schedule: 1, factor: 1, steps };
      ({ value, slots } = updateParameter(settings, step));
    }
    return value.dataSync()[0]!;
  });
}

describe('optimisers against their formulas in plain numbers', () => {
  const adam = { type: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 1e-7 } as const;

  it.each([
    ['kernel', true, 0.5],
    ['bias', false, 0.5],
    ['kernel without decay', true, 0],
  ])('Adam with decoupled decay: %s', (_, kernel, weightDecay) => {
    let [w, m, v] = [1, 0, 0];
    for (let step = 1; step <= 3; step++) {
      m = 0.9 * m + 0.1 * w;
      v = 0.99 * v + 0.01 * w * w;
      const direction = m / (1 - 0.9 ** step) / (Math.sqrt(v / (1 - 0.99 ** step)) + 1e-7);
      w = (kernel ? w * (1 - 0.1 * weightDecay) : w) - 0.1 * direction;
    }
    expect(descend({ ...adam, weightDecay }, kernel)).toBeCloseTo(w, 6);
  });

  it('Nesterov momentum with decay divided by the rate', () => {
    let [w, velocity] = [1, 0];
    for (let step = 0; step < 3; step++) {
      const gradient = w + (0.01 / 0.2) * w;
      velocity = 0.85 * velocity + gradient;
      w -= 0.2 * (gradient + 0.85 * velocity);
    }
    const settings = { type: 'nesterov', learningRate: 0.2, momentum: 0.85, weightDecay: 0.01 };
    expect(descend(settings as OptimiserSettings, true)).toBeCloseTo(w, 6);
  });

  it('leaves a parameter with factor 0 as it is', () => {
    const settings: OptimiserSettings = {
      type: 'nesterov',
      learningRate: 0.2,
      momentum: 0.9,
      weightDecay: 0.1,
    };
    const value = tf.tensor1d([3]);
    const step = { value, gradient: tf.tensor1d([7]), slots: [tf.tensor1d([2])] };
    const after = updateParameter(settings, { ...step, schedule: 1, factor: 0, steps: 4 });
    expect([...after.value.dataSync(), ...after.slots[0]!.dataSync()]).toEqual([3, 2]);
  });
});

describe('schedules', () => {
  it('climbs to the peak and falls to the end in straight lines', () => {
    const schedule = { type: 'triangular', start: 0.2, end: 0.1, peakAt: 0.25 } as const;
    expect([0, 0.125, 0.25, 0.625, 1].map((at) => learningRateFactor(schedule, at))).toEqual([
      0.2,
      expect.closeTo(0.6),
      1,
      expect.closeTo(0.55),
      expect.closeTo(0.1),
    ]);
  });

  it('follows half a cosine after the warm-up', () => {
    const schedule = { type: 'cosine', warmUp: 0.2, end: 0.1 } as const;
    expect([0, 0.1, 0.2, 0.6, 1].map((at) => learningRateFactor(schedule, at))).toEqual([
      0,
      expect.closeTo(0.5),
      1,
      expect.closeTo(0.55),
      expect.closeTo(0.1),
    ]);
  });

  it('lets slow weights keep more and more, and all at the end', () => {
    const settings = { every: 5, weight: 0.8, power: 3 };
    expect(slowWeightShare(settings, 0.5)).toBeCloseTo(0.1);
    expect(slowWeightShare(settings, 1)).toBe(1);
  });
});
