import { blur } from './blur.ts';
import type { Fill } from './fill.ts';
import { mean } from './mean.ts';
import { gaussianNoise, uniformNoise } from './noise.ts';
import { road } from './road.ts';
import { saltAndPepper, saltAndPepperPerChannel } from './saltAndPepper.ts';
import { zero } from './zero.ts';

/** All fills, in the order of tables. */
export const FILLS: readonly Fill[] = [
  saltAndPepper,
  saltAndPepperPerChannel,
  zero,
  mean,
  blur,
  uniformNoise,
  gaussianNoise,
  road,
];

/** @throws RangeError naming the fills there are */
export function fillById(id: string): Fill {
  const fill = FILLS.find((candidate) => candidate.id === id);
  if (fill) return fill;
  throw new RangeError(`no fill ${id}; there are ${FILLS.map(({ id }) => id).join(', ')}`);
}
