import { boxPaths, type Box, type PaintedBox } from '../boxPaths.ts';
import { SMALL_FONT_SIZE } from '../chart.ts';
import type { DrawOptions } from '../figure.ts';
import type { Palette } from '../palette.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import { group, label, type Svg } from '../svg.ts';

/** Cells of the key between 0 and 1. */
const STEPS = 5;
const KEY_CELL = 12;
/** Half of the widest number of the key, which may stand farther out than its cell. */
const REACH = 8;

/** A cell of a matrix whose values lie between −1 and 1. */
export function shade(value: number, { x, y, width, height }: Box, palette: Palette): PaintedBox {
  return {
    box: { x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1 },
    look: {
      fill: value < 0 ? palette.caution : palette.accent,
      'fill-opacity': Math.round(Math.abs(value) * 85) / 100,
    },
  };
}

/** Where a key stands: its end, its top, and how wide it is at most. */
export interface KeyPlace {
  readonly right: number;
  readonly top: number;
  readonly room: number;
}

/** What shades stand for, from −1 or 0 to 1: a row of cells, numbers below. */
export function drawShadeKey(
  { right, top, room }: KeyPlace,
  hasNegatives: boolean,
  { palette }: DrawOptions,
): Svg {
  const least = hasNegatives ? -1 : 0;
  const values = Array.from({ length: (1 - least) * STEPS + 1 }, (_, step) => least + step / STEPS);
  const cell = Math.min(KEY_CELL, (room - REACH) / values.length);
  const left = right - values.length * cell;
  return group(
    {},
    ...boxPaths(
      values.map((value, step) =>
        shade(value, { x: left + step * cell, y: top, width: cell, height: KEY_CELL }, palette),
      ),
    ),
    ...values.flatMap((value, step) =>
      Number.isInteger(value)
        ? label(formatNumber(value, 'integer'), {
            x: left + (step + 0.5) * cell,
            y: top + KEY_CELL + 13,
            'text-anchor': 'middle',
            'font-size': SMALL_FONT_SIZE,
            fill: palette.inkSoft,
          })
        : [],
    ),
  );
}
