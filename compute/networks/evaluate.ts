import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { forward } from './forward.ts';
import type { Network } from './network.ts';

/** Images as bytes; a labelled `ImageSet` is one. */
export interface Images {
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly count: number;
  /** Row-major [count × height × width × channels], 0 … 255. */
  readonly pixels: Uint8Array;
}

/**
 * The logits of all images, in batches.
 * @param report called after each batch with the share done, 0 … 1
 * @returns row-major [count × classes]
 */
export function evaluate(
  network: Network,
  images: Images,
  batchSize: number,
  report?: (done: number) => void,
): Float32Array {
  const { classes } = network.architecture;
  const logits = new Float32Array(images.count * classes);
  for (let start = 0; start < images.count; start += batchSize) {
    const end = Math.min(start + batchSize, images.count);
    const batch = tf.tidy(() => forward(network, pixelBatch(images, start, end)).dataSync());
    logits.set(batch, start * classes);
    report?.(end / images.count);
  }
  return logits;
}

/** Images start … end − 1 as a tensor of pixels in [0, 1], [end − start, height, width, channels]. */
export function pixelBatch(images: Images, start: number, end: number): Tensor4D {
  const size = images.shape.reduce((product, length) => product * length, 1);
  const values = Float32Array.from(images.pixels.subarray(start * size, end * size));
  return tf.tidy(() => tf.div(tf.tensor4d(values, [end - start, ...images.shape]), 255));
}

/** The class of the largest logit of each image, the first where several are equal. */
export function predictedClasses(logits: Float32Array, classes: number): Uint8Array {
  const predicted = new Uint8Array(logits.length / classes);
  for (let image = 0; image < predicted.length; image++) {
    const row = logits.subarray(image * classes, (image + 1) * classes);
    predicted[image] = row.reduce((best, logit, index) => (logit > row[best]! ? index : best), 0);
  }
  return predicted;
}

/** Share of images whose predicted class is their label, 0 … 1. */
export function accuracy(logits: Float32Array, labels: Uint8Array): number {
  const predicted = predictedClasses(logits, logits.length / labels.length);
  let correct = 0;
  for (let image = 0; image < labels.length; image++) {
    if (predicted[image] === labels[image]) correct++;
  }
  return correct / labels.length;
}
