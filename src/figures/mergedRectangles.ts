/** Neighbouring cells of equal value that form a rectangle, in cells. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly value: number;
}

/**
 * Covers a grid by rectangles of equal value: each begins at the first cell not yet covered, reaches
 * right as far as it can, then down.
 * @param values row by row
 */
export function mergedRectangles(values: readonly number[], columns: number): Rectangle[] {
  const rows = values.length / columns;
  const covered = new Uint8Array(values.length);
  const rectangles: Rectangle[] = [];
  for (const [start, value] of values.entries()) {
    if (covered[start]) continue;
    const [x, y] = [start % columns, Math.floor(start / columns)];
    const isFree = (cell: number) => !covered[cell] && values[cell] === value;
    let width = 1;
    while (x + width < columns && isFree(start + width)) width++;
    const rowIsFree = (row: number) =>
      Array.from({ length: width }, (_, offset) => row * columns + x + offset).every(isFree);
    let height = 1;
    while (y + height < rows && rowIsFree(y + height)) height++;
    for (let row = y; row < y + height; row++) {
      covered.fill(1, row * columns + x, row * columns + x + width);
    }
    rectangles.push({ x, y, width, height, value });
  }
  return rectangles;
}
