import type { MetricDescription } from '../metric.ts';
import type { RankedMap } from './rankedMap.ts';

/**
 * How far two methods agree on an image (the disagreement problem of Krishna et al. 2022). Agreement is
 * neither good nor bad for a method alone; the direction only says which end means more of it.
 */
export interface AgreementMetric extends MetricDescription {
  readonly category: 'agreement';
  /** Whether it looks at the top share alone; the others look at all pixels. */
  readonly ofTop: boolean;
  /**
   * @param share of the pixels that make the top, e.g. 0.05, 0.1 or 0.2; unused unless `ofTop`
   * @throws RangeError when the maps differ in size or the share is out of range
   */
  readonly measure: (first: RankedMap, second: RankedMap, share: number) => number;
}
