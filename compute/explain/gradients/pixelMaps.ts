import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** One map an image, of a batch of images. */
export interface PixelMaps {
  /** One signed number a pixel, the sum over its channels, row-major [images × height × width]. */
  readonly maps: Float32Array;
  /** Row-major [images × classes]. */
  readonly logits: Float32Array;
  /** The class explained, image by image. */
  readonly targets: readonly number[];
}

/**
 * Adds up the channels of every pixel.
 * @param values [n, height, width, channels]
 * @returns row-major [n × height × width]
 */
export function channelSums(values: Tensor): Float32Array {
  return tf.tidy(() => tf.sum(values, -1).dataSync<'float32'>());
}
