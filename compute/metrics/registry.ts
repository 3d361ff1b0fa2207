import { AGREEMENT_METRICS } from './agreement/index.ts';
import { AXIOM_METRICS } from './axioms/index.ts';
import { COMPLEXITY_METRICS } from './complexity/index.ts';
import { FAITHFULNESS_METRICS } from './faithfulness/index.ts';
import { LOCALISATION_METRICS } from './localisation/index.ts';
import type { MetricDescription } from './metric.ts';
import { RANDOMISATION_METRICS } from './randomisation/index.ts';
import { ROBUSTNESS_METRICS } from './robustness/index.ts';

/** What there is to know of every metric of relevance maps, in the order of tables. */
export const METRICS: readonly MetricDescription[] = [
  ...FAITHFULNESS_METRICS,
  ...LOCALISATION_METRICS,
  ...COMPLEXITY_METRICS,
  ...AXIOM_METRICS,
  ...ROBUSTNESS_METRICS,
  ...RANDOMISATION_METRICS,
  ...AGREEMENT_METRICS,
];

/** @throws RangeError naming the metrics there are */
export function metricById(id: string): MetricDescription {
  const metric = METRICS.find((candidate) => candidate.id === id);
  if (metric) return metric;
  throw new RangeError(`no metric ${id}; there are ${METRICS.map(({ id }) => id).join(', ')}`);
}
