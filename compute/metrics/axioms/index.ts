import type { AxiomMetric } from './axiomMetric.ts';
import { completeness } from './completeness.ts';

/** All metrics of axioms, in the order of tables. */
export const AXIOM_METRICS: readonly AxiomMetric[] = [completeness];
