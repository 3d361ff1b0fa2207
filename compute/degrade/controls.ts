import type { Generator } from '../random/generator.ts';

/**
 * Maps that know nothing of the network. A method that does not beat them explains nothing that
 * could not be seen in the image itself.
 */
export const CONTROL_IDS = ['random', 'intensity', 'sobel'] as const;
export type ControlId = (typeof CONTROL_IDS)[number];

/**
 * The map of a control.
 * @param image row-major [height × width × channels], 0 … 1
 * @param generator used by `random` alone
 * @returns one number a pixel
 */
export function controlMap(
  control: ControlId,
  image: Float32Array,
  shape: readonly [height: number, width: number, channels: number],
  generator: Generator,
): Float32Array {
  switch (control) {
    case 'random':
      return randomMap(shape[0] * shape[1], generator);
    case 'intensity':
      return intensityMap(image, shape[2]);
    case 'sobel':
      return sobelMap(intensityMap(image, shape[2]), shape[0], shape[1]);
  }
}

function randomMap(pixels: number, generator: Generator): Float32Array {
  return Float32Array.from({ length: pixels }, () => generator.uniform());
}

/** Mean over channels. */
function intensityMap(image: Float32Array, channels: number): Float32Array {
  const map = new Float32Array(image.length / channels);
  for (let value = 0; value < image.length; value++) {
    const pixel = Math.floor(value / channels);
    map[pixel] = map[pixel]! + image[value]! / channels;
  }
  return map;
}

/** Length of the Sobel gradient; the border pixel is repeated outwards. */
function sobelMap(intensity: Float32Array, height: number, width: number): Float32Array {
  const at = (row: number, column: number) =>
    intensity[
      Math.min(Math.max(row, 0), height - 1) * width + Math.min(Math.max(column, 0), width - 1)
    ]!;
  const map = new Float32Array(height * width);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const horizontal =
        at(row - 1, column + 1) +
        2 * at(row, column + 1) +
        at(row + 1, column + 1) -
        (at(row - 1, column - 1) + 2 * at(row, column - 1) + at(row + 1, column - 1));
      const vertical =
        at(row + 1, column - 1) +
        2 * at(row + 1, column) +
        at(row + 1, column + 1) -
        (at(row - 1, column - 1) + 2 * at(row - 1, column) + at(row - 1, column + 1));
      map[row * width + column] = Math.hypot(horizontal, vertical);
    }
  }
  return map;
}
