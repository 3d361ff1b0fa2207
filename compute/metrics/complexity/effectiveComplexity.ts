import { requireMap } from '../requireMap.ts';
import type { ComplexityMetric } from './complexityMetric.ts';

/** What counts as relevant, as a share of the largest relevance of the map. */
const THRESHOLD = 1e-5;

/**
 * Share of the pixels whose relevance is more than 1/100,000 of the largest, as sizes: a count, in
 * the source, here a share so that images of all sizes compare.
 */
export const effectiveComplexity: ComplexityMetric = {
  id: 'effective-complexity',
  name: 'Effective complexity',
  category: 'complexity',
  direction: 'lower',
  range: [0, 1],
  needs: [],
  source: 'Nguyen & Martínez 2020, On quantitative aspects of model interpretability',
  measure: (map) => {
    requireMap(map);
    const largest = map.reduce((most, relevance) => Math.max(most, Math.abs(relevance)), 0);
    if (largest === 0) return 1;
    const relevant = map.reduce(
      (count, relevance) => (Math.abs(relevance) > THRESHOLD * largest ? count + 1 : count),
      0,
    );
    return relevant / map.length;
  },
};
