import type { Estimate } from '../results/estimate.ts';

/** 97.5 % quantile of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * A share with its 95 % score interval (Wilson 1927): stays inside 0 … 1 and keeps its coverage near
 * the ends, where accuracies of 99 % live.
 * @throws RangeError unless 0 ≤ successes ≤ count and count ≥ 1
 */
export function wilsonInterval(successes: number, count: number): Estimate {
  if (!(count >= 1 && successes >= 0 && successes <= count)) {
    throw new RangeError(`${successes} of ${count} is not a share`);
  }
  const value = successes / count;
  const centre = (successes + (Z * Z) / 2) / (count + Z * Z);
  const half =
    (Z / (count + Z * Z)) * Math.sqrt((successes * (count - successes)) / count + (Z * Z) / 4);
  return {
    value,
    low: Math.max(0, Math.min(value, centre - half)),
    high: Math.min(1, Math.max(value, centre + half)),
  };
}
