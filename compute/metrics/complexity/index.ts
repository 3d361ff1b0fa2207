import { complexity } from './complexity.ts';
import type { ComplexityMetric } from './complexityMetric.ts';
import { effectiveComplexity } from './effectiveComplexity.ts';
import { sparseness } from './sparseness.ts';

/** All metrics of complexity, in the order of tables. */
export const COMPLEXITY_METRICS: readonly ComplexityMetric[] = [
  sparseness,
  complexity,
  effectiveComplexity,
];
