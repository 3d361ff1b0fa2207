import type { Generator } from '../../random/generator.ts';

/** How much noise is averaged over. */
export interface NoiseOptions {
  /** Noisy copies of each image. */
  readonly samples: number;
  /** Standard deviation of the noise, as a share of the range of the image's values. */
  readonly noise: number;
}

/**
 * Copies of an image with independent normal noise, not clipped to 0 … 1 so that its mean stays 0
 * (Smilkov et al. 2017, "SmoothGrad"). The first copies are the same whatever their
 * number.
 * @param image row-major, in any shape
 * @returns row-major [samples × values of the image]
 * @throws RangeError unless there is a copy to make and the noise is not negative
 */
export function noisyCopies(
  image: Float32Array,
  { samples, noise }: NoiseOptions,
  generator: Generator,
): Float32Array {
  if (!Number.isInteger(samples) || samples < 1) {
    throw new RangeError(`samples is ${samples}; give a positive whole number`);
  }
  if (!(noise >= 0)) throw new RangeError(`noise is ${noise}; give 0 or more`);
  const range = image.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)] as const,
    [Infinity, -Infinity] as readonly [number, number],
  );
  const deviation = noise * (range[1] - range[0]);
  const copies = new Float32Array(samples * image.length);
  for (let index = 0; index < copies.length; index++) {
    copies[index] = image[index % image.length]! + deviation * generator.normal();
  }
  return copies;
}
