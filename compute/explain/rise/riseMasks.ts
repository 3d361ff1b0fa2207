import type { Generator } from '../../random/generator.ts';

export interface RiseMaskOptions {
  /** Cells of the coarse grid, down and across. */
  readonly cells: readonly [down: number, across: number];
  /** Chance that a cell shows the image, 0 … 1 without the ends. */
  readonly shown: number;
}

/** One coarse random grid and where the image lies on its enlargement. */
export interface RiseGrid {
  /** 0 or 1 a cell, row-major. */
  readonly cells: Uint8Array;
  /** Shift in pixels, from 0 to the height and the width of a cell, both included. */
  readonly shift: readonly [down: number, across: number];
}

/**
 * Draws the coarse grids of RISE. The first grids are the same whatever their number.
 * @throws RangeError when an option is out of range
 */
export function drawRiseGrids(
  count: number,
  shape: readonly [height: number, width: number, ...rest: number[]],
  { cells, shown }: RiseMaskOptions,
  generator: Generator,
): RiseGrid[] {
  if (!(shown > 0 && shown < 1)) throw new RangeError(`shown is ${shown}; give 0 to 1`);
  if (!cells.every((side) => Number.isInteger(side) && side >= 2)) {
    throw new RangeError(`cells are ${cells.join(' × ')}; give at least 2 × 2`);
  }
  const down = cellSide(shape[0], cells[0]);
  const across = cellSide(shape[1], cells[1]);
  return Array.from({ length: count }, () => ({
    cells: Uint8Array.from({ length: cells[0] * cells[1] }, () =>
      generator.uniform() < shown ? 1 : 0,
    ),
    shift: [generator.below(down + 1), generator.below(across + 1)],
  }));
}

/**
 * The masks of some grids (Petsiuk, Das & Saenko 2018, section 3.2): each grid is enlarged by bilinear
 * interpolation to one cell more than the image in both directions, corners on corners, and the image
 * cut out at its shift. In plain loops: ten times as fast as products of so many small matrices.
 * @returns row-major [grids × height × width], 0 … 1
 */
export function riseMasks(
  grids: readonly RiseGrid[],
  [height, width]: readonly [height: number, width: number, ...rest: number[]],
  [down, across]: readonly [down: number, across: number],
): Float32Array {
  const masks = new Float32Array(grids.length * height * width);
  const between = new Float64Array(across);
  let next = 0;
  for (const { cells, shift } of grids) {
    const rows = places(height, down, shift[0]);
    const columns = places(width, across, shift[1]);
    for (let row = 0; row < height; row++) {
      const above = rows.before[row]! * across;
      for (let cell = 0; cell < across; cell++) {
        const [upper, lower] = [cells[above + cell]!, cells[above + across + cell]!];
        between[cell] = upper + rows.past[row]! * (lower - upper);
      }
      for (let column = 0; column < width; column++) {
        const cell = columns.before[column]!;
        const left = between[cell]!;
        masks[next++] = left + columns.past[column]! * (between[cell + 1]! - left);
      }
    }
  }
  return masks;
}

/** Side of a cell in pixels, so that all cells together cover the image. */
function cellSide(length: number, cells: number): number {
  return Math.ceil(length / cells);
}

/** For each pixel along one side, the cell before it and how far past that cell it lies, 0 … 1. */
function places(
  length: number,
  cells: number,
  shift: number,
): { before: Int32Array; past: Float64Array } {
  const scale = (cells - 1) / ((cells + 1) * cellSide(length, cells) - 1);
  const before = new Int32Array(length);
  const past = new Float64Array(length);
  for (let pixel = 0; pixel < length; pixel++) {
    const position = (pixel + shift) * scale;
    before[pixel] = Math.min(Math.floor(position), cells - 2);
    past[pixel] = position - before[pixel]!;
  }
  return { before, past };
}
