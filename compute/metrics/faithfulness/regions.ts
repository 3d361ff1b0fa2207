import { degradationCurves } from '../../degrade/curve.ts';
import type { Fill } from '../../degrade/fills/fill.ts';
import { orderByRelevance } from '../../degrade/order.ts';
import type { Segmentation } from '../../explain/game.ts';
import { gridSegments } from '../../explain/segmentation/grid.ts';
import type { ScoredImage } from '../scoredImage.ts';
import { checkedScores, requireMapOf } from './checks.ts';
import type { FaithfulnessOptions } from './faithfulnessMetric.ts';

/** Cells along the shorter side of the default grid, at most. */
const CELLS_ALONG_SIDE = 8;

/**
 * The regions to remove: those asked for, or square cells, at most eight along the shorter side (of
 * 4 × 4 pixels for images of 28 × 28 and 32 × 32).
 * @throws RangeError when the segmentation is of another size, or has an empty segment
 */
export function segmentationFor(
  { shape: [height, width] }: ScoredImage,
  asked: Segmentation | undefined,
): Segmentation {
  const cell = Math.ceil(Math.min(height, width) / CELLS_ALONG_SIDE);
  const segmentation = asked ?? gridSegments(height, width, cell);
  const { labels, count } = segmentation;
  if (segmentation.height !== height || segmentation.width !== width) {
    throw new RangeError(
      `segments of ${segmentation.height} × ${segmentation.width} pixels for ${height} × ${width}`,
    );
  }
  if (labels.length !== height * width || count < 1) {
    throw new RangeError(`${labels.length} labels of ${count} segments for ${height} × ${width}`);
  }
  segmentMembers(segmentation).forEach((members, segment) => {
    if (members.length === 0) throw new RangeError(`segment ${segment} has no pixel`);
  });
  return segmentation;
}

/** The pixels of each segment, ascending. */
export function segmentMembers({ labels, count }: Segmentation): Int32Array[] {
  const members = Array.from({ length: count }, (): number[] => []);
  labels.forEach((segment, pixel) => {
    const list = members[segment];
    if (!list) throw new RangeError(`pixel ${pixel} is in segment ${segment} of ${count}`);
    list.push(pixel);
  });
  return members.map((list) => Int32Array.from(list));
}

/** Sum of a map over the pixels of a set. */
export function relevanceOf(map: Float32Array, pixels: Int32Array): number {
  return pixels.reduce((sum, pixel) => sum + map[pixel]!, 0);
}

export interface RegionCurveOptions extends FaithfulnessOptions {
  readonly fill: Fill;
  /** By which number of a region regions are ordered. */
  readonly rankedBy: 'sum' | 'mean';
}

/**
 * The score while regions are removed, the most relevant first; equal regions in shuffled order.
 * @returns one score before and one after each region
 * @throws RangeError see `FaithfulnessMetric` and `segmentationFor`
 */
export function regionCurve(
  map: Float32Array,
  subject: ScoredImage,
  options: RegionCurveOptions,
): Float32Array {
  requireMapOf(map, subject);
  const { generator, fill, rankedBy } = options;
  const { image, shape } = subject;
  const regions = segmentMembers(segmentationFor(subject, options.segmentation));
  const ranks = Float32Array.from(
    regions,
    (pixels) => relevanceOf(map, pixels) / (rankedBy === 'mean' ? pixels.length : 1),
  );
  const ordered = Array.from(orderByRelevance(ranks, generator), (region) => regions[region]!);
  const removed = [0];
  for (const { length } of ordered) removed.push(removed.at(-1)! + length);
  const degradation = {
    image,
    shape,
    order: Int32Array.from(ordered.flatMap((pixels) => [...pixels])),
    fill: fill.prepare(image, shape, generator),
    removed,
  };
  return degradationCurves([degradation], checkedScores(subject), options.batchSize)[0]!;
}
