import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { TrainingSettings } from './settings.ts';

/**
 * Cross-entropy −Σ_k q_k ln softmax(logits)_k with smoothed targets q = (1 − s)·onehot + s/K
 * (Szegedy et al. 2016, §7), over the batch as its mean or sum. Differentiable in the logits.
 * @param logits [n, K]
 * @param labels [n], int32
 */
export function crossEntropy(
  logits: Tensor2D,
  labels: Tensor1D,
  { labelSmoothing, lossReduction }: Pick<TrainingSettings, 'labelSmoothing' | 'lossReduction'>,
): Scalar {
  return tf.tidy(() => {
    const classes = logits.shape[1];
    // `tf.oneHot` is right on every engine only as whole numbers, without values for on and off.
    const chosen = tf.oneHot(labels, classes);
    const targets = tf.add(tf.mul(chosen, 1 - labelSmoothing), labelSmoothing / classes);
    const losses = tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), 1));
    return lossReduction === 'mean' ? tf.mean(losses) : tf.sum(losses);
  });
}

/** How many of a batch have their largest logit at their label, as a tensor that is not read yet. */
export function correctOnes(logits: Tensor2D, labels: Tensor1D): Scalar {
  return tf.tidy(() => tf.sum(tf.equal(tf.argMax(logits, 1), labels)));
}

/** How many of a batch have their largest logit at their label. */
export function countCorrect(logits: Tensor2D, labels: Tensor1D): number {
  return tf.tidy(() => correctOnes(logits, labels).dataSync()[0]!);
}
