import type { Segmentation } from '../game.ts';

/**
 * Gives each pixel the score of its segment.
 * @param scores one number a segment
 * @returns row-major [height × width]
 */
export function paintSegments(
  scores: ArrayLike<number>,
  { labels, count }: Segmentation,
): Float32Array {
  if (scores.length !== count) {
    throw new RangeError(`paintSegments: ${scores.length} scores for ${count} segments.`);
  }
  return Float32Array.from(labels, (segment) => scores[segment]!);
}
