import { evenShares } from '../../degrade/curve.ts';
import { zero } from '../../degrade/fills/zero.ts';
import type { FaithfulnessMetric } from './faithfulnessMetric.ts';
import { removalArea } from './removalCurve.ts';

/** Steps of 5 % of the pixels. */
const STEPS = 20;

/** Area under the score while the most relevant pixels are deleted first, in equal steps. */
export const deletion: FaithfulnessMetric = {
  id: 'deletion',
  name: 'Deletion',
  category: 'faithfulness',
  direction: 'lower',
  range: [-Infinity, Infinity],
  needs: ['scores'],
  source: 'Petsiuk, Das & Saenko 2018, RISE',
  measure: (map, subject, { fill = zero, steps = STEPS, generator, batchSize }) =>
    removalArea(map, subject, {
      order: 'most-relevant-first',
      shares: evenShares(steps),
      fill,
      generator,
      batchSize,
    }),
};
