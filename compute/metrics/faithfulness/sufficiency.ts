import { zero } from '../../degrade/fills/zero.ts';
import type { FaithfulnessMetric } from './faithfulnessMetric.ts';
import { removalCurve } from './removalCurve.ts';

/** Shares of pixels kept. */
const KEPT = [0.01, 0.05, 0.1, 0.2, 0.5];

/** Mean fall of the score when the most relevant pixels alone are kept, over the shares kept. */
export const sufficiency: FaithfulnessMetric = {
  id: 'sufficiency',
  name: 'Sufficiency',
  category: 'faithfulness',
  direction: 'lower',
  range: [-Infinity, Infinity],
  needs: ['scores'],
  source: 'DeYoung et al. 2020, ERASER, with its shares of 1, 5, 10, 20 and 50 %',
  measure: (map, subject, { fill = zero, generator, batchSize }) => {
    const { scores } = removalCurve(map, subject, {
      order: 'least-relevant-first',
      fill,
      shares: [0, ...KEPT.map((share) => 1 - share)],
      generator,
      batchSize,
    });
    return KEPT.reduce((sum, _, index) => sum + scores[0]! - scores[index + 1]!, 0) / KEPT.length;
  },
};
