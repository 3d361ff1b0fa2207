import type { Fill } from '../../degrade/fills/fill.ts';
import type { Generator } from '../../random/generator.ts';
import type { ScoredImage } from '../scoredImage.ts';
import type { FaithfulnessOptions } from './faithfulnessMetric.ts';
import { relevanceOf } from './regions.ts';
import { intactScore, scoreVariants } from './scoreVariants.ts';

/** Of each set of pixels: its relevance, and by how much the score falls when it is removed. */
export interface SubsetDrops {
  readonly relevances: Float64Array;
  readonly drops: Float64Array;
}

/**
 * Removes each set of pixels alone.
 * @param subsets pixel indices, each at most once in a set
 * @throws RangeError see `scoreVariants`
 */
export function subsetDrops(
  map: Float32Array,
  subject: ScoredImage,
  subsets: readonly Int32Array[],
  {
    generator,
    batchSize,
    fill,
  }: Pick<FaithfulnessOptions, 'generator' | 'batchSize'> & { readonly fill: Fill },
): SubsetDrops {
  const fillPixels = fill.prepare(subject.image, subject.shape, generator);
  const intact = intactScore(subject);
  const scores = scoreVariants(subject, subsets.length, batchSize, (subset, target) => {
    fillPixels(subsets[subset]!, target);
  });
  return {
    relevances: Float64Array.from(subsets, (pixels) => relevanceOf(map, pixels)),
    drops: Float64Array.from(scores, (score) => intact - score),
  };
}

/**
 * How relevances go with drops; 0 where one of them does not vary, which says nothing.
 * @returns −1 … 1
 */
export function dropCorrelation(
  { relevances, drops }: SubsetDrops,
  correlate: (first: Float64Array, second: Float64Array) => number,
): number {
  const varies = [relevances, drops].every((values) => values.some((value) => value !== values[0]));
  return varies ? correlate(relevances, drops) : 0;
}

/**
 * Random sets of `size` of the numbers 0 … count − 1.
 * @throws RangeError unless 1 ≤ size ≤ count and there are two sets or more to compare
 */
export function randomSubsets(
  samples: number,
  size: number,
  count: number,
  generator: Generator,
): Int32Array[] {
  if (!(size >= 1 && size <= count)) {
    throw new RangeError(`cannot draw ${size} of ${count}; there is nothing to remove`);
  }
  if (!Number.isInteger(samples) || samples < 2) {
    throw new RangeError(`${samples} samples cannot be compared; give 2 or more`);
  }
  const numbers = Int32Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: samples }, () => generator.shuffle(numbers).slice(0, size));
}

/** A share of a count, as a whole number of at least one. */
export function shareOf(share: number, count: number): number {
  return Math.max(1, Math.round(share * count));
}
