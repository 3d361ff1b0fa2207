import type { ScoredImage } from '../scoredImage.ts';
import { checkedScores } from './checks.ts';

/**
 * Scores of changed versions of an image, evaluated in batches.
 * @param write changes version number `variant`; `target` holds the image as it was
 * @throws RangeError see `checkedScores`; or when the batch size is no positive whole number
 */
export function scoreVariants(
  subject: ScoredImage,
  variants: number,
  batchSize: number,
  write: (variant: number, target: Float32Array) => void,
): Float32Array {
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`the batch size is ${batchSize}; give a positive whole number`);
  }
  const size = subject.image.length;
  const evaluate = checkedScores(subject);
  const scores = new Float32Array(variants);
  for (let start = 0; start < variants; start += batchSize) {
    const count = Math.min(batchSize, variants - start);
    const images = new Float32Array(count * size);
    for (let index = 0; index < count; index++) {
      const target = images.subarray(index * size, (index + 1) * size);
      target.set(subject.image);
      write(start + index, target);
    }
    scores.set(evaluate(images), start);
  }
  return scores;
}

/** The score of the image as it is. */
export function intactScore(subject: ScoredImage): number {
  return checkedScores(subject)(subject.image)[0]!;
}
