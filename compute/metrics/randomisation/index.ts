import { efficientMprt } from './efficientMprt.ts';
import { mprt } from './mprt.ts';
import { randomLogit } from './randomLogit.ts';
import type { RandomisationMetric } from './randomisationMetric.ts';
import { smoothMprt } from './smoothMprt.ts';

/** All metrics of randomisation, in the order of tables. */
export const RANDOMISATION_METRICS: readonly RandomisationMetric[] = [
  mprt,
  smoothMprt,
  efficientMprt,
  randomLogit,
];
