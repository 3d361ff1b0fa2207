import { localLipschitz } from './localLipschitz.ts';
import { maxSensitivity } from './maxSensitivity.ts';
import type { RobustnessMetric } from './robustnessMetric.ts';

/** All metrics of robustness, in the order of tables. */
export const ROBUSTNESS_METRICS: readonly RobustnessMetric[] = [maxSensitivity, localLipschitz];
