import type { Estimate } from '../results/estimate.ts';

/** 97.5 % quantile of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * Chance that a score of the first kind is above one of the second, equal scores counting half: the
 * area under the curve of true against false alarms (Hanley & McNeil 1982), with the 95 % interval of
 * DeLong, DeLong & Clarke-Pearson 1988, which has no width where the two kinds do not overlap.
 * @param alarming scores that should be high, e.g. of unfamiliar images
 * @param calm scores that should be low
 * @throws RangeError when one kind has no score
 */
export function areaUnderRoc(alarming: Float32Array, calm: Float32Array): Estimate {
  if (alarming.length === 0 || calm.length === 0) {
    throw new RangeError('an area under the curve needs scores of both kinds');
  }
  const above = sharesBelow(alarming, calm);
  const below = sharesBelow(calm, alarming).map((share) => 1 - share);
  const value = mean(above);
  const error = Math.sqrt(variance(above) / above.length + variance(below) / below.length);
  return {
    value,
    low: Math.max(0, Math.min(value, value - Z * error)),
    high: Math.min(1, Math.max(value, value + Z * error)),
  };
}

/** Of each score, the share of others that lie below it, equal ones counting half. */
function sharesBelow(scores: Float32Array, others: Float32Array): Float64Array {
  const sorted = others.slice().sort();
  return Float64Array.from(
    scores,
    (score) =>
      (countBelow(sorted, score, false) + countBelow(sorted, score, true)) / (2 * sorted.length),
  );
}

/** How many sorted values lie below a score, or with `orEqual` not above it, by bisection. */
function countBelow(sorted: Float32Array, score: number, orEqual: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = sorted[middle]!;
    if (value < score || (orEqual && value === score)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Unbiased; 0 for a single value. */
function variance(values: Float64Array): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return values.length < 2 ? 0 : squares / (values.length - 1);
}
