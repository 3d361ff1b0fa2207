import { road as roadFill } from '../../degrade/fills/road.ts';
import type { OrderId } from '../../degrade/orders.ts';
import type { ScoredImage } from '../scoredImage.ts';
import type { FaithfulnessMetric, FaithfulnessOptions } from './faithfulnessMetric.ts';
import { removalCurve } from './removalCurve.ts';

/** Nothing is removed, then 10 % … 90 %: beyond that too little is left to impute from. */
const SHARES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** What the three have in common. The published code averages over these shares. */
const description = {
  category: 'faithfulness',
  range: [-Infinity, Infinity],
  needs: ['scores'],
  source:
    'Rong et al. 2022, A consistent and efficient evaluation strategy for attribution methods',
} as const;

/** Mean change of the score over the shares when pixels are removed and imputed. */
function meanChange(
  order: OrderId,
  map: Float32Array,
  subject: ScoredImage,
  { fill = roadFill, generator, batchSize }: FaithfulnessOptions,
): number {
  const { scores } = removalCurve(map, subject, {
    order,
    fill,
    shares: SHARES,
    generator,
    batchSize,
  });
  const changes = scores.subarray(1);
  return changes.reduce((sum, score) => sum + score - scores[0]!, 0) / changes.length;
}

/** Mean change of the score when the most relevant pixels are removed first and imputed. */
export const roadMostRelevantFirst: FaithfulnessMetric = {
  ...description,
  id: 'road-most-relevant-first',
  name: 'ROAD, most relevant first',
  direction: 'lower',
  measure: (map, subject, options) => meanChange('most-relevant-first', map, subject, options),
};

/** Mean change of the score when the least relevant pixels are removed first and imputed. */
export const roadLeastRelevantFirst: FaithfulnessMetric = {
  ...description,
  id: 'road-least-relevant-first',
  name: 'ROAD, least relevant first',
  direction: 'higher',
  measure: (map, subject, options) => meanChange('least-relevant-first', map, subject, options),
};

/** Half the difference of the two orders: what removal as such does cancels out. */
export const roadCombined: FaithfulnessMetric = {
  ...description,
  id: 'road-combined',
  name: 'ROAD, both orders',
  direction: 'higher',
  measure: (map, subject, options) => {
    const most = meanChange('most-relevant-first', map, subject, options);
    const least = meanChange('least-relevant-first', map, subject, options);
    return (least - most) / 2;
  },
};
