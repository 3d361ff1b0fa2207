import type { Study } from '../../../../compute/pipeline/step.ts';
import { bayesian } from './bayesian.ts';
import { small } from './comparison.ts';
import { measures } from './measures.ts';
import { planted } from './planted.ts';
import { replication } from './replication.ts';
import { takenOver } from './takenOver.ts';

/** Between them every registered kind of step, each as cheap as may be. */
export const smallStudies: readonly Study[] = [
  small,
  measures,
  bayesian,
  planted,
  replication,
  takenOver,
];
