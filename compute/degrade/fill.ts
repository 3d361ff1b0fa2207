import type { Generator } from '../random/generator.ts';

/**
 * Salt-and-pepper noise for a whole image: every pixel 0 or 1 by a fair coin, all its channels alike.
 * @returns row-major [pixels × channels]
 */
export function saltAndPepper(
  pixels: number,
  channels: number,
  generator: Generator,
): Float32Array {
  const noise = new Float32Array(pixels * channels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    if (generator.coin()) noise.fill(1, pixel * channels, (pixel + 1) * channels);
  }
  return noise;
}
