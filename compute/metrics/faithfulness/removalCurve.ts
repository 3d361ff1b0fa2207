import { areaUnderCurve } from '../../degrade/areaUnderCurve.ts';
import { degradationCurves, pixelCounts } from '../../degrade/curve.ts';
import type { Fill } from '../../degrade/fills/fill.ts';
import { removalOrder, type OrderId } from '../../degrade/orders.ts';
import type { ScoredImage } from '../scoredImage.ts';
import { checkedScores, requireMapOf } from './checks.ts';
import type { FaithfulnessOptions } from './faithfulnessMetric.ts';

/** The score of one image while its pixels are removed. */
export interface RemovalCurve {
  /** Share of pixels removed at each point, 0 … 1. */
  readonly shares: Float64Array;
  readonly scores: Float32Array;
}

export interface RemovalCurveOptions extends Pick<FaithfulnessOptions, 'generator' | 'batchSize'> {
  readonly order: OrderId;
  readonly fill: Fill;
  /** Shares of pixels to remove, each rounded to whole pixels. */
  readonly shares: ArrayLike<number>;
}

/**
 * Removes pixels in the order of a map.
 * @throws RangeError see `FaithfulnessMetric`
 */
export function removalCurve(
  map: Float32Array,
  subject: ScoredImage,
  { generator, batchSize, order, fill, shares }: RemovalCurveOptions,
): RemovalCurve {
  requireMapOf(map, subject);
  const { image, shape } = subject;
  const removed = pixelCounts(shares, map.length);
  const degradation = {
    image,
    shape,
    order: removalOrder(order, map, generator),
    fill: fill.prepare(image, shape, generator),
    removed,
  };
  const [scores] = degradationCurves([degradation], checkedScores(subject), batchSize);
  return { shares: Float64Array.from(removed, (count) => count / map.length), scores: scores! };
}

/** Mean score over all shares removed from 0 to 1, by trapezoids. */
export function removalArea(
  map: Float32Array,
  subject: ScoredImage,
  options: RemovalCurveOptions,
): number {
  const { shares, scores } = removalCurve(map, subject, options);
  return areaUnderCurve(shares, scores);
}
