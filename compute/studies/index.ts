import type { Study } from '../pipeline/step.ts';

/** All studies, in the order in which they are shown. */
export const studies: readonly Study[] = [];
