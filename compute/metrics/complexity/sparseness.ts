import { requireMap } from '../requireMap.ts';
import type { ComplexityMetric } from './complexityMetric.ts';

/** Gini index of the sizes of relevance: 0 where all pixels are equal, 1 − 1/n where one has all. */
export const sparseness: ComplexityMetric = {
  id: 'sparseness',
  name: 'Sparseness (Gini)',
  category: 'complexity',
  direction: 'higher',
  range: [0, 1],
  needs: [],
  source: 'Chalasani et al. 2020, Concise explanations of neural networks; Gini 1912',
  measure: (map) => {
    requireMap(map);
    const sizes = map.map(Math.abs).sort();
    const count = sizes.length;
    let [sum, weighted] = [0, 0];
    for (let rank = 0; rank < count; rank++) {
      sum += sizes[rank]!;
      weighted += (2 * rank + 1 - count) * sizes[rank]!;
    }
    return sum === 0 ? 0 : Math.max(0, weighted / (count * sum));
  },
};
