import type { AnyStep } from '../pipeline/step.ts';

/** All kinds of step that a study can name. */
export const steps: readonly AnyStep[] = [];
