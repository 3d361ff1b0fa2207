import type { LocalisationMetric } from './localisationMetric.ts';
import { maskIntersection } from './maskIntersection.ts';
import { pointingGame } from './pointingGame.ts';
import { relevanceMass } from './relevanceMass.ts';
import { relevanceRank } from './relevanceRank.ts';
import { rocArea } from './rocArea.ts';

/** All metrics of localisation, in the order of tables. */
export const LOCALISATION_METRICS: readonly LocalisationMetric[] = [
  pointingGame,
  relevanceMass,
  relevanceRank,
  rocArea,
  maskIntersection,
];

/**
 * One metric of many maps, each against its own mask.
 * @param maps row-major [images × pixels]
 * @param masks the same shape
 * @param pixels pixels of an image
 * @returns one number an image
 */
export function measureMaps(
  metric: LocalisationMetric,
  maps: Float32Array,
  masks: Uint8Array,
  pixels: number,
): Float32Array {
  return Float32Array.from({ length: maps.length / pixels }, (_, image) => {
    const [start, end] = [image * pixels, (image + 1) * pixels];
    return metric.measure(maps.subarray(start, end), masks.subarray(start, end));
  });
}
