import { evenShares } from '../../degrade/curve.ts';
import { zero } from '../../degrade/fills/zero.ts';
import type { FaithfulnessMetric } from './faithfulnessMetric.ts';
import { removalCurve } from './removalCurve.ts';

const STEPS = 50;

/** A score that falls by less than this share of the largest score has not fallen: rounding. */
const ROUNDING = 1e-5;

/**
 * Share of steps at which the score does not fall while pixels are shown in the order of rising
 * relevance, starting from an empty image. The published criterion asks for 1.
 */
export const monotonicity: FaithfulnessMetric = {
  id: 'monotonicity',
  name: 'Monotonicity',
  category: 'faithfulness',
  direction: 'higher',
  range: [0, 1],
  needs: ['scores'],
  source: 'Arya et al. 2019, One explanation does not fit all, as a share of steps',
  measure: (map, subject, options) => {
    const { fill = zero, generator, batchSize } = options;
    const steps = options.steps ?? Math.min(STEPS, map.length);
    // Shown least relevant first: the images of removing the most relevant first, seen backwards.
    const { scores } = removalCurve(map, subject, {
      order: 'most-relevant-first',
      shares: evenShares(steps),
      fill,
      generator,
      batchSize,
    });
    const shown = scores.toReversed();
    const largest = shown.reduce((most, score) => Math.max(most, Math.abs(score)), 0);
    let kept = 0;
    for (let step = 1; step <= steps; step++) {
      if (shown[step]! >= shown[step - 1]! - ROUNDING * largest) kept++;
    }
    return kept / steps;
  },
};
