import { SIDE } from './scene.ts';

/** The mark covers rows and columns 1 … 4; the corner is one pixel larger on each side. */
const OFFSET = 1;
const MARK_SIDE = 4;
const CONTRAST = 80;

/** One a class: which of the four quarters of the mark are bright; the others are dark. */
const BRIGHT_QUARTERS: readonly (readonly number[])[] = [
  [1, 0, 0, 0],
  [0, 1, 0, 0],
  [0, 0, 1, 0],
  [0, 0, 0, 1],
  [1, 1, 0, 0],
  [0, 0, 1, 1],
  [1, 0, 1, 0],
  [0, 1, 0, 1],
  [1, 0, 0, 1],
  [0, 1, 1, 0],
];

/**
 * Paints the mark of a class into the top left corner.
 * @param pixels row-major [32 × 32], changed in place
 */
export function paintCornerMark(pixels: Uint8Array, label: number): void {
  forEachMarkPixel((pixel, quarter) => {
    pixels[pixel]! += BRIGHT_QUARTERS[label]![quarter] ? CONTRAST : -CONTRAST;
  });
}

/** Gives the pixels of the mark a number in a map of parts. */
export function markCorner(parts: Uint8Array, part: number): void {
  forEachMarkPixel((pixel) => {
    parts[pixel] = part;
  });
}

function forEachMarkPixel(visit: (pixel: number, quarter: number) => void): void {
  for (let row = 0; row < MARK_SIDE; row++) {
    for (let column = 0; column < MARK_SIDE; column++) {
      const quarter = 2 * Math.floor(row / 2) + Math.floor(column / 2);
      visit((row + OFFSET) * SIDE + column + OFFSET, quarter);
    }
  }
}
