import type { Generator } from '../random/generator.ts';
import { normalQuantile } from './normalDistribution.ts';

export interface PowerOptions {
  /** Chance of a difference where there is none, two-sided. */
  readonly level: number;
  /** Chance of finding the difference that there is. */
  readonly power: number;
}

/**
 * How many images are needed to tell two methods apart, if their differences on other images are like
 * those on these: n = ((z_{1−α/2} + z_{power}) s / d)², with mean d and standard deviation s of the
 * paired differences (normal approximation; Lachin 1981, for one sample).
 * @param differences first method less second, one an image
 * @returns a whole number of images, at least 2; infinite where the mean difference is 0
 * @throws RangeError for fewer than two images, a difference that is not finite, or options out of
 *   range
 */
export function imagesToDistinguish(
  differences: ArrayLike<number>,
  { level, power }: PowerOptions,
): number {
  const { mean, deviation } = momentsOf(differences);
  if (mean === 0) return Infinity;
  const quantiles = normalQuantile(1 - level / 2) + normalQuantile(power);
  return Math.max(2, Math.ceil(((quantiles * deviation) / mean) ** 2));
}

/**
 * The chance to tell two methods apart on so many images, by bootstrap (Efron & Tibshirani 1993,
 * chapter 25): the share of resamples of that size whose mean is more than z_{1−α/2} of its own
 * standard errors from 0, on the side of the mean of all.
 * @param differences first method less second, one an image
 * @param images how many are drawn, at least 2
 */
export function bootstrapPower(
  differences: ArrayLike<number>,
  images: number,
  level: number,
  resamples: number,
  generator: Generator,
): number {
  const { mean } = momentsOf(differences);
  if (!Number.isInteger(images) || images < 2) {
    throw new RangeError(`images is ${images}; give a whole number of 2 or more`);
  }
  const bound = normalQuantile(1 - level / 2);
  const drawn = new Float64Array(images);
  let found = 0;
  for (let resample = 0; resample < resamples; resample++) {
    for (let draw = 0; draw < images; draw++) {
      drawn[draw] = differences[generator.below(differences.length)]!;
    }
    const own = momentsOf(drawn);
    const error = own.deviation / Math.sqrt(images);
    if (own.mean * Math.sign(mean) > bound * error) found++;
  }
  return found / resamples;
}

/** Mean and unbiased standard deviation. */
function momentsOf(values: ArrayLike<number>): { mean: number; deviation: number } {
  const count = values.length;
  if (count < 2) throw new RangeError(`the power of ${count} images cannot be told`);
  let mean = 0;
  for (let index = 0; index < count; index++) {
    if (!Number.isFinite(values[index])) {
      throw new RangeError(`the difference of image ${index} is ${values[index]}`);
    }
    mean += values[index]! / count;
  }
  let squares = 0;
  for (let index = 0; index < count; index++) squares += (values[index]! - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / (count - 1)) };
}
