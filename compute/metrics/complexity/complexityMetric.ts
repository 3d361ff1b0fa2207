import type { MetricDescription } from '../metric.ts';

/**
 * How much of a relevance map a reader must take in. Signs do not count, and neither do the scale of
 * the map or the order of its pixels. A map of zeros counts as one of equal values. Trivial maps are
 * simple too, so these say something only beside faithfulness.
 */
export interface ComplexityMetric extends MetricDescription {
  readonly category: 'complexity';
  /**
   * @param map one signed number a pixel, in any order of pixels
   * @throws RangeError see `requireMap`
   */
  readonly measure: (map: Float32Array) => number;
}
