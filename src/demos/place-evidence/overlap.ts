import { maskIntersection } from '../../../compute/metrics/localisation/maskIntersection.ts';
import { relevanceMass } from '../../../compute/metrics/localisation/relevanceMass.ts';
import { relevanceRank } from '../../../compute/metrics/localisation/relevanceRank.ts';

/** What is told of each map, in the order of the table. */
export const OVERLAP_METRICS = [
  { ...relevanceRank, title: 'Top pixels on the evidence' },
  { ...maskIntersection, title: 'Intersection over union' },
  { ...relevanceMass, title: 'Positive relevance on the evidence' },
] as const;

/** How well a map finds the evidence, one share a metric. */
export function overlaps(map: Float32Array, mask: Uint8Array): number[] {
  return OVERLAP_METRICS.map(({ measure }) => measure(map, mask));
}
