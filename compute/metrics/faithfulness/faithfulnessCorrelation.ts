import { zero } from '../../degrade/fills/zero.ts';
import { correlation } from '../rankCorrelation.ts';
import { requireMapOf } from './checks.ts';
import type { FaithfulnessMetric } from './faithfulnessMetric.ts';
import { dropCorrelation, randomSubsets, shareOf, subsetDrops } from './subsetDrops.ts';

const SAMPLES = 100;
const SUBSET_SHARE = 0.2;

/**
 * Pearson's correlation, over random sets of a fifth of the pixels, of their relevance with the fall
 * of the score when they are removed.
 */
export const faithfulnessCorrelation: FaithfulnessMetric = {
  id: 'faithfulness-correlation',
  name: 'Faithfulness correlation',
  category: 'faithfulness',
  direction: 'higher',
  range: [-1, 1],
  needs: ['scores'],
  source: 'Bhatt, Weller & Moura 2020, Evaluating and aggregating feature-based model explanations',
  measure: (map, subject, { samples = SAMPLES, fill = zero, generator, batchSize }) => {
    requireMapOf(map, subject);
    const size = shareOf(SUBSET_SHARE, map.length);
    const subsets = randomSubsets(samples, size, map.length, generator);
    const drops = subsetDrops(map, subject, subsets, {
      fill,
      generator,
      batchSize,
    });
    return dropCorrelation(drops, correlation);
  },
};
