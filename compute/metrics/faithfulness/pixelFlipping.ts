import { evenShares } from '../../degrade/curve.ts';
import { zero } from '../../degrade/fills/zero.ts';
import type { FaithfulnessMetric } from './faithfulnessMetric.ts';
import { removalArea } from './removalCurve.ts';

/** Pixels flip one by one in images of up to so many; in larger ones in as many equal steps. */
const MOST_STEPS = 128;

/**
 * Area under the score while pixels turn black one by one, the most relevant first. The intact image
 * counts, and the share of pixels is the abscissa, so that images of all sizes compare.
 */
export const pixelFlipping: FaithfulnessMetric = {
  id: 'pixel-flipping',
  name: 'Pixel flipping',
  category: 'faithfulness',
  direction: 'lower',
  range: [-Infinity, Infinity],
  needs: ['scores'],
  source: 'Bach et al. 2015, On pixel-wise explanations, evaluated by its area',
  measure: (map, subject, options) => {
    const { fill = zero, generator, batchSize } = options;
    const steps = options.steps ?? Math.min(MOST_STEPS, map.length);
    return removalArea(map, subject, {
      order: 'most-relevant-first',
      shares: evenShares(steps),
      fill,
      generator,
      batchSize,
    });
  },
};
