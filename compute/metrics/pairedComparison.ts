import type { Generator } from '../random/generator.ts';
import type { Estimate } from '../results/estimate.ts';
import { bootstrapDifference, bootstrapMeans } from './bootstrap.ts';
import { holmCorrected } from './holm.ts';

/** Two methods compared on the same images. */
export interface PairedComparison {
  /** Positions of the two among the columns. */
  readonly first: number;
  readonly second: number;
  /** Mean of the first less mean of the second, with its 95 % percentile interval. */
  readonly difference: Estimate;
  /**
   * Share of resamples, with their mean moved to 0, whose difference is at least as far from 0 as the
   * one found, the found one counted in: two-sided, never 0 (Davison & Hinkley 1997, section 4.4).
   */
  readonly pValue: number;
  /** The same after Holm's correction for all comparisons of the call. */
  readonly correctedPValue: number;
}

/**
 * Compares methods by paired bootstrap over images (Efron 1979): all comparisons see the same
 * resamples.
 * @param columns one array a method, one value an image, all of the same length
 * @param pairs which columns to compare; all pairs of them where not given
 * @throws RangeError if there is no image, the columns differ in length, or a value is not finite
 */
export function pairedComparisons(
  columns: readonly Float32Array[],
  resamples: number,
  generator: Generator,
  pairs: readonly (readonly [first: number, second: number])[] = allPairs(columns.length),
): PairedComparison[] {
  columns.forEach((column, method) => {
    const unknown = column.findIndex((value) => !Number.isFinite(value));
    if (unknown >= 0) {
      throw new RangeError(`method ${method} has ${column[unknown]} for image ${unknown}`);
    }
  });
  const bootstrap = bootstrapMeans(columns, resamples, generator);
  const compared = pairs.map(([first, second]) => {
    const difference = bootstrapDifference(bootstrap, first, second);
    const [one, other] = [bootstrap.resampled[first]!, bootstrap.resampled[second]!];
    const found = Math.abs(difference.value);
    let extreme = 1;
    for (let resample = 0; resample < one.length; resample++) {
      const moved = one[resample]! - other[resample]! - difference.value;
      if (Math.abs(moved) >= found) extreme++;
    }
    return { first, second, difference, pValue: extreme / (one.length + 1) };
  });
  const corrected = holmCorrected(compared.map(({ pValue }) => pValue));
  return compared.map((comparison, index) => ({
    ...comparison,
    correctedPValue: corrected[index]!,
  }));
}

function allPairs(methods: number): (readonly [number, number])[] {
  return Array.from({ length: methods }, (_, first) => first).flatMap((first) =>
    Array.from(
      { length: methods - first - 1 },
      (_, offset) => [first, first + 1 + offset] as const,
    ),
  );
}
