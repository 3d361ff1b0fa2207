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
 * calls; each call makes the masked images of a batch by one or two matrix products.
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
  const pieces = segmentPieces(image, channels, segmentation);
  const fillPieces = fill.some((value) => value !== 0)
    ? segmentPieces(fill, channels, segmentation)
    : null;
  const outputs = tf.tidy(() => logits(tf.tensor4d(image, [1, ...shape])).shape[1]);
  return {
    players,
    outputs,
    values: (coalitions) => {
      const count = coalitions.length / players;
      const values = new Float64Array(count * outputs);
      tf.tidy(() => {
        const size: [number, number] = [players, image.length];
        const shown = tf.tensor2d(pieces, size);
        const filled = fillPieces && tf.tensor2d(fillPieces, size);
        for (let start = 0; start < count; start += batchSize) {
          const batch = coalitions.subarray(start * players, (start + batchSize) * players);
          // Nothing is returned: tidy would look for tensors among the numbers, one by one.
          tf.tidy(() => {
            const masked = maskedImages(batch, shown, filled);
            values.set(logits(tf.reshape(masked, [-1, ...shape])).dataSync(), start * outputs);
          });
        }
      });
      return values;
    },
  };
}

/** Row by row what each segment shows of an image, and 0 elsewhere: [players × pixels · channels]. */
function segmentPieces(
  image: Float32Array,
  channels: number,
  { count, labels }: Segmentation,
): Float32Array {
  const pieces = new Float32Array(count * image.length);
  image.forEach((value, index) => {
    pieces[labels[Math.floor(index / channels)]! * image.length + index] = value;
  });
  return pieces;
}

/**
 * mask · image + (1 − mask) · fill for each coalition, [count, pixels · channels]. Each value is a sum
 * of itself and zeros, and so exact: a full coalition shows the very image and an empty one the very
 * fill.
 * @param shown pieces of the image, one row a player
 * @param filled pieces of the fill; null where that is 0 throughout
 */
function maskedImages(coalitions: Uint8Array, shown: Tensor2D, filled: Tensor2D | null): Tensor2D {
  const players = shown.shape[0];
  const members = tf.tensor2d(new Float32Array(coalitions), [coalitions.length / players, players]);
  const present: Tensor2D = tf.matMul(members, shown);
  return filled === null ? present : tf.add(present, tf.matMul(tf.sub(1, members), filled));
}
