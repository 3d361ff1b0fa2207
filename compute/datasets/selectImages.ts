import { contentDigest } from './contentDigest.ts';
import type { ImageSet } from './imageSet.ts';

/**
 * The images at the given indices, in the order given; an index may repeat. Pixels are copied, the
 * name stays, the digest is that of the selection.
 *
 * @throws {RangeError} When an index is not an integer in 0 … count − 1.
 */
export function selectImages(set: ImageSet, indices: readonly number[]): ImageSet {
  const size = set.shape[0] * set.shape[1] * set.shape[2];
  const pixels = new Uint8Array(indices.length * size);
  const labels = new Uint8Array(indices.length);
  indices.forEach((index, position) => {
    if (!Number.isInteger(index) || index < 0 || index >= set.count) {
      throw new RangeError(
        `${set.name} has images 0 … ${set.count - 1}; image ${index} was asked for.`,
      );
    }
    pixels.set(set.pixels.subarray(index * size, (index + 1) * size), position * size);
    labels[position] = set.labels[index]!;
  });
  const digest = contentDigest(pixels, labels);
  return { ...set, count: indices.length, pixels, labels, digest };
}
