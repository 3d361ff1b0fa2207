import * as tf from '@tensorflow/tfjs-core';
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
 * cut out at its shift.
 * @returns row-major [grids × height × width], 0 … 1
 */
export function riseMasks(
  grids: readonly RiseGrid[],
  shape: readonly [height: number, width: number, ...rest: number[]],
  cells: readonly [down: number, across: number],
): Float32Array {
  const [height, width] = shape;
  return tf.tidy(() => {
    const down = interpolations(grids, 0, height, cells[0]);
    const across = interpolations(grids, 1, width, cells[1]);
    const values = new Float32Array(grids.length * cells[0] * cells[1]);
    grids.forEach((grid, index) => {
      values.set(grid.cells, index * grid.cells.length);
    });
    const coarse = tf.tensor3d(values, [grids.length, ...cells]);
    const rows = tf.matMul(tf.tensor3d(down, [grids.length, height, cells[0]]), coarse);
    const columns = tf.tensor3d(across, [grids.length, width, cells[1]]);
    return tf.matMul(rows, columns, false, true).dataSync<'float32'>();
  });
}

/** Side of a cell in pixels, so that all cells together cover the image. */
function cellSide(length: number, cells: number): number {
  return Math.ceil(length / cells);
}

/** For each grid, the share of every cell in every pixel along one axis: [grids × length × cells]. */
function interpolations(
  grids: readonly RiseGrid[],
  axis: 0 | 1,
  length: number,
  cells: number,
): Float32Array {
  const scale = (cells - 1) / ((cells + 1) * cellSide(length, cells) - 1);
  const shares = new Float32Array(grids.length * length * cells);
  grids.forEach(({ shift }, grid) => {
    for (let pixel = 0; pixel < length; pixel++) {
      const position = (pixel + shift[axis]) * scale;
      const before = Math.min(Math.floor(position), cells - 2);
      const start = (grid * length + pixel) * cells + before;
      shares[start] = before + 1 - position;
      shares[start + 1] = position - before;
    }
  });
  return shares;
}
