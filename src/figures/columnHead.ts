import type { SvgAttributes } from './svg.ts';

/** Where the name of a matrix's column stands that ends above its cells: upright where it is long. */
export function columnHead(middle: number, bottom: number, isUpright: boolean): SvgAttributes {
  return isUpright
    ? { transform: `translate(${middle.toFixed(1)} ${String(bottom)}) rotate(-90)`, y: 4 }
    : { x: middle, y: bottom - 2, 'text-anchor': 'middle' };
}
