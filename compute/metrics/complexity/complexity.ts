import { requireMap } from '../requireMap.ts';
import type { ComplexityMetric } from './complexityMetric.ts';

/**
 * Entropy, in nats, of the shares that pixels have in the sizes of relevance: 0 where one pixel has
 * all, ln n where all n are equal.
 */
export const complexity: ComplexityMetric = {
  id: 'complexity',
  name: 'Complexity (entropy)',
  category: 'complexity',
  direction: 'lower',
  range: [0, Infinity],
  needs: [],
  source: 'Bhatt, Weller & Moura 2020, Evaluating and aggregating explanations',
  measure: (map) => {
    requireMap(map);
    const sum = map.reduce((total, relevance) => total + Math.abs(relevance), 0);
    if (sum === 0) return Math.log(map.length);
    const entropy = map.reduce((total, relevance) => {
      const share = Math.abs(relevance) / sum;
      return share === 0 ? total : total - share * Math.log(share);
    }, 0);
    return Math.max(0, entropy);
  },
};
