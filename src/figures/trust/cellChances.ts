import type { Stability } from '../../../compute/results/stability.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import { SMALL_FONT_SIZE } from '../chart.ts';
import type { DrawOptions } from '../figure.ts';
import { opaqueCells } from '../opaqueCells.ts';
import { methodColour } from '../palette.ts';
import { element, group, label, type Svg } from '../svg.ts';

const GAP = 10;
/** Above the maps of a method: its name. */
const TITLE = 20;
/** Below them: the numbers of evaluations. */
const FOOT = 18;
const MOST = 76;

/**
 * For the first image, how often each cell is among the most relevant: a row of maps a method, a map a
 * number of evaluations.
 */
export function drawCellChances(
  { rows, evaluations, probabilities, cells }: Stability,
  options: DrawOptions,
): { readonly svg: Svg; readonly height: number } {
  const across = Math.round(Math.sqrt(cells));
  const down = Math.ceil(cells / across);
  const side = Math.min(MOST, options.width / evaluations.length - GAP);
  const unit = side / across;
  const rowHeight = TITLE + unit * down + FOOT + 4;
  const image = probabilities[0]?.image;
  const drawMap = (row: Stability['rows'][number], budget: number, column: number) => {
    const own = probabilities.find(
      (known) => known.image === image && known.row === row.id && known.evaluations === budget,
    );
    if (!own) return '';
    const left = column * (side + GAP) + 1;
    return group(
      {},
      opaqueCells(
        own.cells,
        across,
        { x: left, y: TITLE, unit },
        { fill: methodColour(options.palette, row.id) },
      ),
      element('rect', {
        x: left,
        y: TITLE,
        width: side,
        height: unit * down,
        fill: 'none',
        stroke: options.palette.ruleStrong,
      }),
      label(formatNumber(budget, 'integer'), {
        x: left + side / 2,
        y: TITLE + unit * down + 14,
        'text-anchor': 'middle',
        'font-size': SMALL_FONT_SIZE,
        fill: options.palette.inkSoft,
      }),
    );
  };
  const svg = group(
    {},
    ...rows.map((row, position) =>
      group(
        { transform: `translate(0 ${String(Math.round(position * rowHeight))})` },
        label(row.title, { x: 0, y: TITLE - 6, 'font-size': SMALL_FONT_SIZE, 'font-weight': 600 }),
        ...evaluations.map((budget, column) => drawMap(row, budget, column)),
      ),
    ),
  );
  return { svg, height: rows.length * rowHeight };
}
