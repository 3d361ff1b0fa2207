import type { InputReader } from '../../pipeline/step.ts';
import { floatsOfBytes } from '../binary.ts';
import type { World } from './worlds.ts';

/** The file that holds the maps of a map world, row-major [images × values of a map]. */
export function mapsFile(world: World): string {
  return `map-${world}.f32`;
}

/**
 * Reads the maps of one map world.
 * @param images how many there are
 * @returns the map of an image: one value a pixel, or one for each channel of each pixel
 */
export async function readReplicatedMaps(
  inputs: InputReader,
  step: string,
  world: World,
  images: number,
): Promise<(image: number) => Float32Array> {
  const values = floatsOfBytes(await inputs.file(step, mapsFile(world)));
  const size = values.length / images;
  return (image) => values.subarray(image * size, (image + 1) * size);
}

/** What a step says of each image beside its maps. */
export interface ReplicatedCounts {
  /** Segments that the method of 2021 had; 0 for LRP. */
  readonly segments: Uint8Array;
  /** Players that AIC selected; 0 but for Kernel SHAP. */
  readonly selected: Uint8Array;
}

/** Reads the counts of a step, one number an image. */
export async function readReplicatedCounts(
  inputs: InputReader,
  step: string,
): Promise<ReplicatedCounts> {
  return {
    segments: await inputs.file(step, 'segments.u8'),
    selected: await inputs.file(step, 'selected.u8'),
  };
}
