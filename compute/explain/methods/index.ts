import {
  gradCam,
  gradient,
  gradientTimesInput,
  integratedGradients,
  smoothGrad,
} from './gradientMethods.ts';
import { lrp } from './lrpMethods.ts';
import type { Method } from './method.ts';
import { kernelShap, lime, occlusion, permutationShapley, rise } from './segmentMethods.ts';

/** The methods that the report compares, in the order of tables: the three of the study first. */
export const METHODS: readonly Method[] = [
  lime,
  kernelShap,
  lrp,
  gradient,
  gradientTimesInput,
  smoothGrad,
  integratedGradients,
  gradCam,
  occlusion,
  rise,
  permutationShapley,
];

/** @throws RangeError naming the methods there are */
export function methodById(id: string): Method {
  const method = METHODS.find((candidate) => candidate.id === id);
  if (method) return method;
  throw new RangeError(`no method ${id}; there are ${METHODS.map(({ id }) => id).join(', ')}`);
}
