import type { Estimate } from '../../compute/results/estimate.ts';

/** True for a number with its interval. */
export function isEstimate(value: unknown): value is Estimate {
  return typeof value === 'object' && value !== null && 'value' in value && 'low' in value;
}
