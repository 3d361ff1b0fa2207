import type { Generator } from '../random/generator.ts';
import type { Estimate } from '../results/estimate.ts';

/** Means of several columns over the same resamples of their rows. */
export interface BootstrapMeans {
  /** Mean of each column over the rows as they are. */
  readonly means: readonly number[];
  /** One array a column: its mean over each resample, in the order of the resamples. */
  readonly resampled: readonly Float64Array[];
}

/**
 * Bootstrap of means (Efron 1979): rows (images) are drawn with replacement, and all columns
 * (methods) are averaged over the same draws, so that differences of columns are paired.
 * @param columns one array a method, one value an image, all of the same length
 * @throws RangeError if there is no row, or the columns differ in length
 */
export function bootstrapMeans(
  columns: readonly Float32Array[],
  resamples: number,
  generator: Generator,
): BootstrapMeans {
  const rows = columns[0]?.length ?? 0;
  if (rows === 0) throw new RangeError('a bootstrap needs at least one image');
  if (columns.some((column) => column.length !== rows)) {
    throw new RangeError('all methods must have a value for each image');
  }
  const resampled = columns.map(() => new Float64Array(resamples));
  const draws = new Int32Array(rows);
  for (let resample = 0; resample < resamples; resample++) {
    for (let draw = 0; draw < rows; draw++) draws[draw] = generator.below(rows);
    columns.forEach((column, index) => {
      let sum = 0;
      for (let draw = 0; draw < rows; draw++) sum += column[draws[draw]!]!;
      resampled[index]![resample] = sum / rows;
    });
  }
  const means = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / rows);
  return { means, resampled };
}

/** The mean of one column with its 95 % percentile interval. */
export function bootstrapEstimate(bootstrap: BootstrapMeans, column: number): Estimate {
  return percentileInterval(bootstrap.means[column]!, bootstrap.resampled[column]!);
}

/** The paired difference of two columns, first minus second, with its 95 % percentile interval. */
export function bootstrapDifference(
  bootstrap: BootstrapMeans,
  first: number,
  second: number,
): Estimate {
  const other = bootstrap.resampled[second]!;
  const differences = bootstrap.resampled[first]!.map((value, index) => value - other[index]!);
  return percentileInterval(bootstrap.means[first]! - bootstrap.means[second]!, differences);
}

function percentileInterval(value: number, resampled: Float64Array): Estimate {
  const sorted = resampled.slice().sort();
  return {
    value,
    low: Math.min(value, quantile(sorted, 0.025)),
    high: Math.max(value, quantile(sorted, 0.975)),
  };
}

/**
 * Quantile of sorted values by linear interpolation (type 7 of Hyndman & Fan 1996).
 * @param share 0 … 1
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) throw new RangeError('no quantile of no values');
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}
