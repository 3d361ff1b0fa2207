import { zero } from '../../degrade/fills/zero.ts';
import { rankCorrelation } from '../rankCorrelation.ts';
import { requireMapOf } from './checks.ts';
import type { FaithfulnessMetric } from './faithfulnessMetric.ts';
import { segmentationFor, segmentMembers } from './regions.ts';
import { dropCorrelation, randomSubsets, shareOf, subsetDrops } from './subsetDrops.ts';

const SAMPLES = 200;
const SUBSET_SHARE = 0.2;

/**
 * Spearman's correlation, over random sets of a fifth of the regions, of their relevance with the
 * fall of the score when they are removed.
 */
export const muFidelity: FaithfulnessMetric = {
  id: 'mu-fidelity',
  name: 'µ-fidelity',
  category: 'faithfulness',
  direction: 'higher',
  range: [-1, 1],
  needs: ['scores'],
  source:
    'Bhatt, Weller & Moura 2020, by ranks and over regions as in Novello, Fel & Vigouroux 2022',
  measure: (map, subject, options) => {
    requireMapOf(map, subject);
    const { samples = SAMPLES, fill = zero, generator, batchSize } = options;
    const regions = segmentMembers(segmentationFor(subject, options.segmentation));
    const size = shareOf(SUBSET_SHARE, regions.length);
    const subsets = randomSubsets(samples, size, regions.length, generator).map((chosen) =>
      Int32Array.from(Array.from(chosen).flatMap((region) => [...regions[region]!])),
    );
    const drops = subsetDrops(map, subject, subsets, {
      fill,
      generator,
      batchSize,
    });
    return dropCorrelation(drops, rankCorrelation);
  },
};
