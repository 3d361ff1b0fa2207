import { areaUnderCurve } from '../../degrade/areaUnderCurve.ts';
import { evenShares } from '../../degrade/curve.ts';
import { mean } from '../../degrade/fills/mean.ts';
import type { FaithfulnessMetric } from './faithfulnessMetric.ts';
import { regionCurve } from './regions.ts';

/**
 * Iterative removal of features: the area over the score, as a share of that of the intact image,
 * while segments take the mean colour, those of the highest mean relevance first. The score must be
 * positive, such as the probability of a class.
 */
export const irof: FaithfulnessMetric = {
  id: 'irof',
  name: 'Iterative removal of features',
  category: 'faithfulness',
  direction: 'higher',
  range: [-Infinity, Infinity],
  needs: ['scores'],
  source: 'Rieger & Hansen 2020, IROF',
  measure: (map, subject, options) => {
    const scores = regionCurve(map, subject, {
      ...options,
      fill: options.fill ?? mean,
      rankedBy: 'mean',
    });
    const intact = scores[0]!;
    if (!(intact > 0)) {
      throw new RangeError(`shares of a score of ${intact} mean nothing; give a probability`);
    }
    return 1 - areaUnderCurve(evenShares(scores.length - 1), scores) / intact;
  },
};
