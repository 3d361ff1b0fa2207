import { uniformNoise } from '../../degrade/fills/noise.ts';
import type { FaithfulnessMetric } from './faithfulnessMetric.ts';
import { regionCurve } from './regions.ts';

/**
 * Area over the perturbation curve: the mean fall of the score while regions, the most relevant
 * first, turn into noise until none is left. With regions k = 0 … L:
 *   1/(L + 1) Σ_k f(x_0) − f(x_k).
 */
export const aopc: FaithfulnessMetric = {
  id: 'aopc',
  name: 'Area over the perturbation curve',
  category: 'faithfulness',
  direction: 'higher',
  range: [-Infinity, Infinity],
  needs: ['scores'],
  source:
    'Samek et al. 2017, Evaluating the visualization of what a deep neural network has learned',
  measure: (map, subject, options) => {
    const scores = regionCurve(map, subject, {
      ...options,
      fill: options.fill ?? uniformNoise,
      rankedBy: 'sum',
    });
    return scores.reduce((sum, score) => sum + scores[0]! - score, 0) / scores.length;
  },
};
