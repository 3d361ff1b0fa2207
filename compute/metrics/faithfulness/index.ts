import { aopc } from './aopc.ts';
import { deletion } from './deletion.ts';
import { faithfulnessCorrelation } from './faithfulnessCorrelation.ts';
import type { FaithfulnessMetric } from './faithfulnessMetric.ts';
import { infidelity } from './infidelity.ts';
import { insertion } from './insertion.ts';
import { irof } from './irof.ts';
import { monotonicity } from './monotonicity.ts';
import { monotonicityCorrelation } from './monotonicityCorrelation.ts';
import { muFidelity } from './muFidelity.ts';
import { pixelFlipping } from './pixelFlipping.ts';
import { roadCombined, roadLeastRelevantFirst, roadMostRelevantFirst } from './road.ts';
import { sensitivityN } from './sensitivityN.ts';
import { sufficiency } from './sufficiency.ts';

/** All metrics of faithfulness, in the order of tables. */
export const FAITHFULNESS_METRICS: readonly FaithfulnessMetric[] = [
  pixelFlipping,
  aopc,
  deletion,
  insertion,
  roadMostRelevantFirst,
  roadLeastRelevantFirst,
  roadCombined,
  irof,
  sufficiency,
  faithfulnessCorrelation,
  muFidelity,
  sensitivityN,
  infidelity,
  monotonicity,
  monotonicityCorrelation,
];
