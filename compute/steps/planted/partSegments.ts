import { PART } from '../../datasets/planted/plantedImage.ts';
import type { Segmentation } from '../../explain/game.ts';

/** Players 0 and 1: the pieces of evidence. */
export const FIRST_PIECE = 0;
export const SECOND_PIECE = 1;

/**
 * Cuts an image of two pieces of evidence into its parts: the pieces, each distractor, and the
 * background by quarters of the image.
 * @param parts row-major [height × width], see `PART`
 * @throws RangeError when there are not two pieces
 */
export function partSegments(parts: Uint8Array, height: number, width: number): Segmentation {
  const distractors = [...new Set(parts)].filter((part) => part >= PART.firstDistractor).sort();
  const labels = Int32Array.from(parts, (part, pixel) => {
    if (part === PART.evidence) return FIRST_PIECE;
    if (part === PART.secondPiece) return SECOND_PIECE;
    if (part >= PART.firstDistractor) return 2 + distractors.indexOf(part);
    const lower = Math.floor(pixel / width) >= height / 2;
    const right = pixel % width >= width / 2;
    return 2 + distractors.length + (lower ? 2 : 0) + (right ? 1 : 0);
  });
  if (!labels.includes(FIRST_PIECE) || !labels.includes(SECOND_PIECE)) {
    throw new RangeError('partSegments: the image has not two pieces of evidence');
  }
  return { height, width, labels, count: 2 + distractors.length + 4 };
}

/** Sum of a map over each segment. */
export function segmentSums(map: Float32Array, { labels, count }: Segmentation): Float64Array {
  const sums = new Float64Array(count);
  for (let pixel = 0; pixel < map.length; pixel++) sums[labels[pixel]!]! += map[pixel]!;
  return sums;
}
