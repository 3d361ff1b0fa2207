import { zero } from '../../degrade/fills/zero.ts';
import { correlation } from '../rankCorrelation.ts';
import { requireMapOf } from './checks.ts';
import type { FaithfulnessMetric } from './faithfulnessMetric.ts';
import { dropCorrelation, randomSubsets, subsetDrops } from './subsetDrops.ts';

/** Sets of each size. */
const SAMPLES = 100;
/** Sizes n, evenly spaced on a logarithmic scale from one pixel to the largest share of them. */
const SIZES = 5;
const LARGEST_SHARE = 0.8;

/**
 * Pearson's correlation, over random sets of n pixels, of their relevance with the fall of the score
 * when they are removed; the mean over sizes n.
 */
export const sensitivityN: FaithfulnessMetric = {
  id: 'sensitivity-n',
  name: 'Sensitivity-n',
  category: 'faithfulness',
  direction: 'higher',
  range: [-1, 1],
  needs: ['scores'],
  source: 'Ancona et al. 2018, Towards better understanding of gradient-based attribution methods',
  measure: (map, subject, { samples = SAMPLES, fill = zero, generator, batchSize }) => {
    requireMapOf(map, subject);
    const sizes = subsetSizes(map.length);
    const subsets = sizes.flatMap((size) => randomSubsets(samples, size, map.length, generator));
    const { relevances, drops } = subsetDrops(map, subject, subsets, {
      fill,
      generator,
      batchSize,
    });
    const correlations = sizes.map((_, index) => {
      const [start, end] = [index * samples, (index + 1) * samples];
      const ofSize = {
        relevances: relevances.subarray(start, end),
        drops: drops.subarray(start, end),
      };
      return dropCorrelation(ofSize, correlation);
    });
    return correlations.reduce((sum, value) => sum + value, 0) / sizes.length;
  },
};

/** Different sizes only: a small image has fewer. */
function subsetSizes(pixels: number): number[] {
  const sizes = Array.from({ length: SIZES }, (_, index) =>
    Math.round((LARGEST_SHARE * pixels) ** (index / (SIZES - 1))),
  );
  return [...new Set(sizes)];
}
