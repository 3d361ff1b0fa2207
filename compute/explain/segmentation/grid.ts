import type { Segmentation } from '../game.ts';

/**
 * Square cells of a regular grid, numbered row by row from the top left. Cells at the right and
 * bottom border are smaller where `cell` does not divide the side.
 * @param cell side of a cell in pixels, a positive integer
 */
export function gridSegments(height: number, width: number, cell: number): Segmentation {
  if (!Number.isInteger(cell) || cell < 1) {
    throw new RangeError(`gridSegments: cell is ${cell}; give a positive whole number of pixels.`);
  }
  const cellsAcross = Math.ceil(width / cell);
  const labels = Int32Array.from(
    { length: height * width },
    (_, pixel) =>
      Math.floor(Math.floor(pixel / width) / cell) * cellsAcross +
      Math.floor((pixel % width) / cell),
  );
  return { height, width, labels, count: Math.ceil(height / cell) * cellsAcross };
}
