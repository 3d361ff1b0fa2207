import { uniformNoise } from '../../degrade/fills/noise.ts';
import { rankCorrelation } from '../rankCorrelation.ts';
import { requireMapOf } from './checks.ts';
import type { FaithfulnessMetric } from './faithfulnessMetric.ts';
import { relevanceOf, segmentationFor, segmentMembers } from './regions.ts';
import { dropCorrelation } from './subsetDrops.ts';
import { intactScore, scoreVariants } from './scoreVariants.ts';

/** Draws of the fill for each region. */
const SAMPLES = 10;

/**
 * Spearman's correlation, over regions, of the absolute relevance with the mean squared change of
 * the score when the region alone is drawn anew.
 */
export const monotonicityCorrelation: FaithfulnessMetric = {
  id: 'monotonicity-correlation',
  name: 'Monotonicity correlation',
  category: 'faithfulness',
  direction: 'higher',
  range: [-1, 1],
  needs: ['scores'],
  source: 'Nguyen & Martínez 2020, On quantitative aspects of model interpretability, over regions',
  measure: (map, subject, options) => {
    requireMapOf(map, subject);
    const { samples = SAMPLES, fill = uniformNoise, generator, batchSize } = options;
    if (!Number.isInteger(samples) || samples < 1) {
      throw new RangeError(`${samples} draws of the fill; give a positive whole number`);
    }
    const regions = segmentMembers(segmentationFor(subject, options.segmentation));
    const fills = Array.from({ length: samples }, () =>
      fill.prepare(subject.image, subject.shape, generator),
    );
    const intact = intactScore(subject);
    const scores = scoreVariants(
      subject,
      regions.length * samples,
      batchSize,
      (variant, target) => {
        fills[variant % samples]!(regions[Math.floor(variant / samples)]!, target);
      },
    );
    const drops = new Float64Array(regions.length);
    scores.forEach((score, variant) => {
      drops[Math.floor(variant / samples)]! += (score - intact) ** 2 / samples;
    });
    const relevances = Float64Array.from(regions, (pixels) => Math.abs(relevanceOf(map, pixels)));
    return dropCorrelation({ relevances, drops }, rankCorrelation);
  },
};
