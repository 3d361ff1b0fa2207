import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import type { EngineName } from '../../compute/engine/engine.ts';
import { countCorrect, crossEntropy } from '../../compute/training/loss.ts';
import { describeNative } from '../engine/nativeOnly.ts';

const LOGITS = [
  [2, -1, 0.5, 0],
  [0, 0.25, -3, 1],
  [-2, 4, 1, 1.5],
];
const LABELS = [0, 2, 1];

/** −Σ_k q_k ln p_k of each image, written out. */
function losses(smoothing: number): number[] {
  return LOGITS.map((logits, image) => {
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    return logits.reduce((loss, logit, label) => {
      const target = (label === LABELS[image] ? 1 - smoothing : 0) + smoothing / logits.length;
      return loss - target * Math.log(Math.exp(logit) / total);
    }, 0);
  });
}

function checkLoss(engine: EngineName): void {
  it.each([0, 0.1, 0.2])('smooths labels by %f', async (labelSmoothing) => {
    await chooseEngine(engine);
    const before = tf.memory().numTensors;
    const logits = tf.tensor2d(LOGITS);
    const labels = tf.tensor1d(LABELS, 'int32');
    const expected = losses(labelSmoothing).reduce((sum, loss) => sum + loss, 0);
    const sum = crossEntropy(logits, labels, { labelSmoothing, lossReduction: 'sum' });
    const mean = crossEntropy(logits, labels, { labelSmoothing, lossReduction: 'mean' });
    expect(sum.dataSync()[0]).toBeCloseTo(expected, 5);
    expect(mean.dataSync()[0]).toBeCloseTo(expected / LABELS.length, 5);
    tf.dispose([logits, labels, sum, mean]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('has the gradient softmax − target', async () => {
    await chooseEngine(engine);
    const settings = { labelSmoothing: 0.2, lossReduction: 'sum' } as const;
    const gradient = tf.tidy(() => {
      const labels = tf.tensor1d(LABELS, 'int32');
      return tf
        .grad((logits) => crossEntropy(logits as tf.Tensor2D, labels, settings))(
          tf.tensor2d(LOGITS),
        )
        .dataSync();
    });
    LOGITS.forEach((logits, image) => {
      const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
      logits.forEach((logit, label) => {
        const target = (label === LABELS[image] ? 0.8 : 0) + 0.05;
        const expected = Math.exp(logit) / total - target;
        expect(gradient[image * logits.length + label]).toBeCloseTo(expected, 5);
      });
    });
  });

  it('counts an image as correct where its label has the largest logit', async () => {
    await chooseEngine(engine);
    const correct = tf.tidy(() => countCorrect(tf.tensor2d(LOGITS), tf.tensor1d(LABELS, 'int32')));
    expect(correct).toBe(2);
  });
}

describe('cross-entropy on cpu', () => {
  checkLoss('cpu');
});
describe('cross-entropy on wasm', () => {
  checkLoss('wasm');
});
describeNative('cross-entropy on native', () => {
  checkLoss('native');
});
