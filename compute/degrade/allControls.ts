import type { Generator } from '../random/generator.ts';
import { centredGaussian } from './centredGaussian.ts';
import { CONTROL_IDS, controlMap } from './controls.ts';
import type { ImageShape } from './fills/fill.ts';

/** All maps that know nothing of the network, in the order of tables. */
export const ALL_CONTROL_IDS = [...CONTROL_IDS, 'centred-gaussian'] as const;
export type AnyControlId = (typeof ALL_CONTROL_IDS)[number];

/**
 * The map of a control.
 * @param image row-major [height × width × channels], 0 … 1
 * @param generator used by `random` alone
 * @returns one number a pixel
 */
export function anyControlMap(
  control: AnyControlId,
  image: Float32Array,
  shape: ImageShape,
  generator: Generator,
): Float32Array {
  return control === 'centred-gaussian'
    ? centredGaussian(shape[0], shape[1])
    : controlMap(control, image, shape, generator);
}
