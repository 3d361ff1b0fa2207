import type { ImageSet } from '../datasets/imageSet.ts';

/** Pixels of images start … end − 1 as numbers in [0, 1], row-major [images × h × w × c]. */
export function imageValues(set: ImageSet, start: number, end: number): Float32Array {
  const [height, width, channels] = set.shape;
  const size = height * width * channels;
  const values = new Float32Array((end - start) * size);
  const bytes = set.pixels.subarray(start * size, end * size);
  for (let value = 0; value < values.length; value++) values[value] = bytes[value]! / 255;
  return values;
}

/** As `imageValues`, for chosen images in the order given. */
export function selectedImageValues(set: ImageSet, indices: readonly number[]): Float32Array {
  const size = set.shape[0] * set.shape[1] * set.shape[2];
  const values = new Float32Array(indices.length * size);
  indices.forEach((index, position) => {
    values.set(imageValues(set, index, index + 1), position * size);
  });
  return values;
}
