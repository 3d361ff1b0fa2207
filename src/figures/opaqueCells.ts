import { boxPaths } from './boxPaths.ts';
import { mergedRectangles } from './mergedRectangles.ts';
import { group, type Svg, type SvgAttributes } from './svg.ts';

/** Where a grid stands, and how wide a cell of it is. */
export interface GridPlace {
  readonly x: number;
  readonly y: number;
  readonly unit: number;
}

/**
 * The cells of a grid in one colour, each as opaque as its value, none where that is 0. Their places are
 * whole numbers of cells, so that no seam is seen between neighbours.
 * @param values row by row
 */
export function opaqueCells(
  values: readonly number[],
  columns: number,
  { x, y, unit }: GridPlace,
  attributes: SvgAttributes,
): Svg {
  const cells = mergedRectangles(values, columns)
    .filter(({ value }) => value > 0)
    .map(({ value, ...box }) => ({ box, look: { 'fill-opacity': value } }));
  const place = [x, y].map((offset) => offset.toFixed(2)).join(' ');
  return group(
    { transform: `translate(${place}) scale(${unit.toFixed(3)})`, ...attributes },
    ...boxPaths(cells),
  );
}
