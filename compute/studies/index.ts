import type { Study } from '../pipeline/step.ts';
import { bayesian } from './bayesian.ts';
import { mnist } from './mnist.ts';
import { planted } from './planted.ts';
import { quick } from './quick.ts';

/** All studies, in the order in which they are shown. */
export const studies: readonly Study[] = [mnist, bayesian, planted, quick];
