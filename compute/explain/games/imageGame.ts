import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Game, Segmentation } from '../game.ts';
import { filledImage, type SegmentFill } from './fill.ts';

export interface ImageGameOptions {
  /** Logits [batch × classes] of images [batch × height × width × channels]. */
  readonly logits: (images: Tensor4D) => Tensor2D;
  /** The explained image, row-major [height × width × channels]. */
  readonly image: Float32Array;
  readonly shape: readonly [height: number, width: number, channels: number];
  /** The players. */
  readonly segmentation: Segmentation;
  /** What replaces the segments that take no part. */
  readonly fill: SegmentFill;
  /** Images in one forward pass. */
  readonly batchSize: number;
}

/**
 * The game in which the segments of an image play for the logits of a network: a coalition is worth
 * what the network says of the image in which only its segments show. Holds no tensors between
 * calls; each call makes the masked images of a batch by one gather and one or two products.
 */
export function imageGame(options: ImageGameOptions): Game {
  const { logits, image, shape, segmentation, batchSize } = options;
  const [height, width, channels] = shape;
  if (height !== segmentation.height || width !== segmentation.width) {
    throw new RangeError(
      `imageGame: segmentation of ${segmentation.height} × ${segmentation.width} pixels for an image of ${height} × ${width}.`,
    );
  }
  if (image.length !== height * width * channels) {
    throw new RangeError(
      `imageGame: image holds ${image.length} numbers; shape asks for ${height * width * channels}.`,
    );
  }
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`imageGame: batchSize is ${batchSize}; give a positive whole number.`);
  }
  const fill = filledImage(image, channels, segmentation, options.fill);
  const players = segmentation.count;
  const outputs = tf.tidy(() => logits(tf.tensor4d(image, [1, ...shape])).shape[1]);
  return {
    players,
    outputs,
    values: (coalitions) => {
      const count = coalitions.length / players;
      const values = new Float64Array(count * outputs);
      for (let start = 0; start < count; start += batchSize) {
        const batch = coalitions.subarray(start * players, (start + batchSize) * players);
        const masked = () => maskedImages(batch, { image, fill, shape, segmentation });
        values.set(
          tf.tidy(() => logits(masked()).dataSync()),
          start * outputs,
        );
      }
      return values;
    },
  };
}

interface MaskedImageSource {
  readonly image: Float32Array;
  readonly fill: Float32Array;
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly segmentation: Segmentation;
}

/**
 * mask · image + (1 − mask) · fill for each coalition, [count × height × width × channels]. Both
 * products are exact, so a full coalition shows the very image and an empty one the very fill.
 */
function maskedImages(
  coalitions: Uint8Array,
  { image, fill, shape, segmentation }: MaskedImageSource,
): Tensor4D {
  const players = segmentation.count;
  const [height, width] = shape;
  const members = tf.tensor2d(Float32Array.from(coalitions), [
    coalitions.length / players,
    players,
  ]);
  const labels = tf.tensor1d(segmentation.labels, 'int32');
  const mask = tf.reshape(tf.gather(members, labels, 1), [-1, height, width, 1]);
  const shown: Tensor4D = tf.mul(mask, tf.tensor3d(image, [...shape]));
  if (fill.every((value) => value === 0)) return shown;
  return tf.add(shown, tf.mul(tf.sub(1, mask), tf.tensor3d(fill, [...shape])));
}
