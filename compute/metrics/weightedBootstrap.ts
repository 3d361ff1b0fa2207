import type { Generator } from '../random/generator.ts';
import type { Estimate } from '../results/estimate.ts';
import { quantile } from './bootstrap.ts';

/** Values of statistics on the images as they are and on resamples of them. */
export interface ResampledStatistics {
  readonly values: readonly number[];
  /** One array a statistic, in the order of the resamples. */
  readonly resampled: readonly Float64Array[];
}

/**
 * Bootstrap (Efron 1979) of statistics that are no means. All statistics see the same resamples, so
 * that their differences are paired.
 * @param statistics given how often each image counts
 */
export function bootstrapStatistics(
  images: number,
  statistics: readonly ((weights: Uint16Array) => number)[],
  resamples: number,
  generator: Generator,
): ResampledStatistics {
  if (images === 0) throw new RangeError('a bootstrap needs at least one image');
  const weights = new Uint16Array(images).fill(1);
  const values = statistics.map((statistic) => statistic(weights));
  const resampled = statistics.map(() => new Float64Array(resamples));
  for (let resample = 0; resample < resamples; resample++) {
    weights.fill(0);
    for (let draw = 0; draw < images; draw++) weights[generator.below(images)]!++;
    statistics.forEach((statistic, index) => {
      resampled[index]![resample] = statistic(weights);
    });
  }
  return { values, resampled };
}

/** A statistic with its 95 % percentile interval. */
export function statisticEstimate(
  { values, resampled }: ResampledStatistics,
  index: number,
): Estimate {
  return percentileEstimate(values[index]!, resampled[index]!);
}

/** The paired difference of two statistics, first minus second, with its 95 % interval. */
export function statisticDifference(
  { values, resampled }: ResampledStatistics,
  first: number,
  second: number,
): Estimate {
  const other = resampled[second]!;
  return percentileEstimate(
    values[first]! - values[second]!,
    resampled[first]!.map((value, resample) => value - other[resample]!),
  );
}

function percentileEstimate(value: number, resampled: Float64Array): Estimate {
  const sorted = resampled.slice().sort();
  return {
    value,
    low: Math.min(value, quantile(sorted, 0.025)),
    high: Math.max(value, quantile(sorted, 0.975)),
  };
}
