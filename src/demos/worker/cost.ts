import * as tf from '@tensorflow/tfjs-core';
import type { Cost } from './messages.ts';

/** @param began time by `performance.now()` */
export function costSince(began: number): Cost {
  return { tensors: tf.memory().numTensors, milliseconds: performance.now() - began };
}
