import type { Study } from '../pipeline/step.ts';
import { bayesian } from './bayesian.ts';
import { betterMeasures } from './betterMeasures.ts';
import { cifar10 } from './cifar10.ts';
import { cifar10Small } from './cifar10Small.ts';
import { mnist } from './mnist.ts';
import { planted } from './planted.ts';
import { plantedMeasures } from './plantedMeasures.ts';
import { quick } from './quick.ts';
import { replication } from './replication.ts';

/** All studies, in the order in which they are shown. */
export const studies: readonly Study[] = [
  mnist,
  cifar10,
  cifar10Small,
  betterMeasures,
  bayesian,
  planted,
  plantedMeasures,
  replication,
  quick,
];
