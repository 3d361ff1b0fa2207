import type { Generator } from '../../random/generator.ts';

export type ImageShape = readonly [height: number, width: number, channels: number];

/**
 * Writes what stands in the place of removed pixels of one image.
 * @param removed pixel indices, each at most once
 * @param target row-major [height × width × channels], the image as it was; receives the fill
 */
export type FillPixels = (removed: Int32Array, target: Float32Array) => void;

/** What replaces a removed pixel. */
export interface Fill {
  /** Key in artefacts, e.g. `salt-and-pepper`. */
  readonly id: string;
  readonly name: string;
  /** Where the fill comes from. */
  readonly source: string;
  /**
   * Prepares the fill of one image. All noise is drawn here, so that a pixel is replaced by the same
   * value wherever on a degradation curve it is removed.
   * @param image row-major [height × width × channels], 0 … 1
   */
  readonly prepare: (image: Float32Array, shape: ImageShape, generator: Generator) => FillPixels;
}

/**
 * Takes removed pixels from another image.
 * @param values row-major [height × width × channels]
 */
export function fillFrom(values: Float32Array, channels: number): FillPixels {
  return (removed, target) => {
    for (const pixel of removed) {
      for (let index = pixel * channels; index < (pixel + 1) * channels; index++) {
        target[index] = values[index]!;
      }
    }
  };
}
