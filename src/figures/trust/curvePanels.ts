import { scaleLinear } from 'd3-scale';
import type { Curves } from '../../../compute/results/curves.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import {
  below,
  drawLegend,
  drawLine,
  drawPanel,
  legendHeight,
  panelFrame,
  panelGrid,
} from '../bayesian/panel.ts';
import { chart } from '../chart.ts';
import type { DrawOptions } from '../figure.ts';
import { label, type Svg } from '../svg.ts';
import { fillName, orderWords } from './curveWords.ts';
import { MAIN_METHODS, rowLook } from './rowLook.ts';

export type Curve = Curves['curves'][number];

/** Every so many points of a curve have a mark. */
const MARKED = 4;
/** Height of a line that names what the panels below it have in common. */
const HEADING = 16;
/** Narrower than a phone is only a column of print, whose height is that of a page. */
const PHONE = 320;
/** Narrower drawings have one panel beside another for a column of print alone. */
const WIDE = 450;
/** Narrower panels have few ticks. */
const SMALL = 200;

/** Panels of a fill each, the two orders beside each other; the main methods have marks. */
export function drawCurvePanels(
  curves: Curves,
  fills: readonly string[],
  plotHeight: number,
  options: DrawOptions,
): Svg {
  const { palette, width } = options;
  const legend = curves.rows.map((row) => ({
    look: rowLook(palette, row, curves.rows),
    text: row.title,
  }));
  const legendColumns = width < WIDE ? 2 : 3;
  const top = legendHeight(legend, legendColumns) + 6;
  const { svg, height } =
    width < PHONE && fills.length > 1
      ? fillRows(curves, fills, plotHeight, options)
      : panelGrid(
          fills.flatMap((fill) =>
            panelsOf(curves, fill, `${fillName(curves, fill)}, `, plotHeight),
          ),
          width < WIDE ? 1 : 2,
          plotHeight,
          options,
        );
  return chart(options, top + height, drawLegend(legend, legendColumns, options), below(top, svg));
}

/** For a column of print: the fills below each other, so that all panels fit on a page. */
function fillRows(
  curves: Curves,
  fills: readonly string[],
  plotHeight: number,
  options: DrawOptions,
): { svg: Svg; height: number } {
  const rows = fills.map((fill) =>
    panelGrid(panelsOf(curves, fill, '', plotHeight), 2, plotHeight, options),
  );
  const height = HEADING + rows[0]!.height;
  const svg = rows.map((row, position) =>
    below(
      position * height,
      label(fillName(curves, fills[position]!), { x: 4, y: 12, 'font-weight': 600 }) +
        below(HEADING, row.svg),
    ),
  );
  return { svg: svg.join(''), height: rows.length * height };
}

/** The panels of a fill, one an order. */
function panelsOf(curves: Curves, fill: string, start: string, plotHeight: number) {
  return [...new Set(curves.curves.map(({ order }) => order))].map((order) => {
    const own = curves.curves.filter((curve) => curve.fill === fill && curve.order === order);
    return (panel: DrawOptions) =>
      drawCurves(curves, own, start + orderWords(order), plotHeight, panel);
  });
}

function drawCurves(
  { rows, shares }: Curves,
  own: readonly Curve[],
  title: string,
  plotHeight: number,
  options: DrawOptions,
): Svg {
  const frame = panelFrame(options.width, plotHeight);
  const x = scaleLinear([0, 1], [frame.left, frame.right]);
  const y = scaleLinear([0, 1], [frame.bottom, frame.top]);
  const isSmall = options.width < SMALL;
  const ticks = (count: number) =>
    x.ticks(count).map((value) => [value, formatNumber(value, 'points', 0)] as const);
  const controlsFirst = [...own].sort((one, other) => weight(one) - weight(other));
  return drawPanel(
    { title, x, y, xTicks: ticks(isSmall ? 2 : 5), yTicks: ticks(4), xTitle: 'Pixels removed, %' },
    frame,
    options,
    ...controlsFirst.map(({ row, accuracy }) => {
      const look = rowLook(
        options.palette,
        rows.find(({ id }) => id === row)!,
        rows,
      );
      const points = accuracy.means.map((mean, point) => [shares[point]!, mean] as const);
      const band = accuracy.low.map(
        (low, point) => [shares[point]!, low, accuracy.high[point]!] as const,
      );
      // Each method's marks are at points of their own, so that none hides another's.
      const isMarked = (point: number) => point % MARKED === MAIN_METHODS.indexOf(row);
      return drawLine({ ...look, points, isMarked, ...(weight({ row }) > 0 && { band }) }, x, y);
    }),
  );
}

/** Main methods are drawn last, over all others. */
function weight({ row }: Pick<Curve, 'row'>): number {
  return MAIN_METHODS.includes(row) ? 1 : 0;
}
