import * as tf from '@tensorflow/tfjs-core';
import { forward } from '../../../compute/networks/forward.ts';
import type { Network } from '../../../compute/networks/network.ts';
import { costSince } from '../worker/cost.ts';
import type { PredictAnswer, PredictQuestion } from './question.ts';

/** The logits of one image. */
export function predict(network: Network, { image }: PredictQuestion): PredictAnswer {
  const began = performance.now();
  const logits = tf.tidy(() =>
    forward(network, tf.tensor4d(image, [1, ...network.architecture.inputShape])).dataSync(),
  );
  return { kind: 'predict', logits: Float32Array.from(logits), ...costSince(began) };
}
