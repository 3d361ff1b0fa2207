import type { MetricDescription } from '../metric.ts';

/** How well one relevance map finds evidence whose pixels are known. */
export interface LocalisationMetric extends MetricDescription {
  readonly category: 'localisation';
  /**
   * @param map one signed number a pixel, in any order of pixels
   * @param mask 1 where a pixel is evidence, else 0; in the same order
   * @throws RangeError see `evidencePixels`
   */
  readonly measure: (map: Float32Array, mask: Uint8Array) => number;
}

/**
 * Checks a map against its mask and counts the pixels of evidence.
 * @throws RangeError naming the pixel when a relevance is not finite, when map and mask differ in
 * size, or when the mask marks no pixel or all of them
 */
export function evidencePixels(map: Float32Array, mask: Uint8Array): number {
  if (map.length !== mask.length) {
    throw new RangeError(`a map of ${map.length} pixels cannot be held against ${mask.length}`);
  }
  let evidence = 0;
  for (let pixel = 0; pixel < map.length; pixel++) {
    if (!Number.isFinite(map[pixel])) {
      throw new RangeError(`relevance of pixel ${pixel} is ${map[pixel]}`);
    }
    if (mask[pixel]) evidence++;
  }
  if (evidence === 0) throw new RangeError('the mask marks no pixel as evidence');
  if (evidence === mask.length) throw new RangeError('the mask marks every pixel as evidence');
  return evidence;
}
