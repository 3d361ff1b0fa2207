import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';

/** An image that is shown in part to a network. */
export interface MaskedImage {
  /** Logits [batch × classes] of images [batch × height × width × channels]. */
  readonly logits: (images: Tensor4D) => Tensor2D;
  /** The explained image, row-major [height × width × channels]. */
  readonly image: Float32Array;
  readonly shape: readonly [height: number, width: number, channels: number];
  /** What shows where the image does not, row-major like it. */
  readonly fill: Float32Array;
  /** Images in one forward pass. */
  readonly batchSize: number;
}

/**
 * The logits of mask · image + (1 − mask) · fill for many masks.
 * @param masks the masks first … last − 1, row-major [last − first × height × width], 0 … 1
 * @returns row-major [count × classes]
 * @throws RangeError when image or fill do not have the shape, or the batch size is no positive
 *   whole number
 */
export function maskedScores(
  masked: MaskedImage,
  count: number,
  masks: (first: number, last: number) => Float32Array,
): Float64Array {
  requireImage(masked);
  const { logits, image, shape, fill, batchSize } = masked;
  const [height, width] = shape;
  const parts: Float32Array[] = [];
  for (let first = 0; first < count; first += batchSize) {
    const last = Math.min(first + batchSize, count);
    const part = tf.tidy(() => {
      const shown = tf.tensor4d(masks(first, last), [last - first, height, width, 1]);
      const own = tf.mul(shown, tf.tensor3d(image, [...shape]));
      const others = tf.mul(tf.sub(1, shown), tf.tensor3d(fill, [...shape]));
      return logits(tf.add(own, others)).dataSync<'float32'>();
    });
    parts.push(part);
  }
  const scores = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    scores.set(part, offset);
    offset += part.length;
  }
  return scores;
}

function requireImage({ image, shape, fill, batchSize }: MaskedImage): void {
  const size = shape[0] * shape[1] * shape[2];
  if (image.length !== size || fill.length !== size) {
    throw new RangeError(
      `image and fill hold ${image.length} and ${fill.length} numbers; shape asks for ${size}`,
    );
  }
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`batchSize is ${batchSize}; give a positive whole number`);
  }
}
