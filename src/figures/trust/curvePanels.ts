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
  type Frame,
} from '../bayesian/panel.ts';
import { chart, SMALL_FONT_SIZE } from '../chart.ts';
import type { DrawOptions } from '../figure.ts';
import { element, group, label, type Svg } from '../svg.ts';
import { fillName, orderWords } from './curveWords.ts';
import { MAIN_METHODS, rowLook } from './rowLook.ts';

export type Curve = Curves['curves'][number];

const LABEL_LINE = 13;
/** Height of a line that names what the panels below it have in common. */
const HEADING = 16;
/** Narrower than a phone is only a column of print, whose height is that of a page. */
const PHONE = 320;
/** Narrower drawings have one panel beside another for a column of print alone. */
const WIDE = 450;
/** In narrower panels lines are told apart by the legend alone. */
const LEAST_NAMED = 200;
/** Mean width of a letter, in parts of the size of the type. */
const LETTER = 0.52;

/** Panels of a fill each, the two orders beside each other; the main methods named at their lines. */
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
  const isSmall = options.width < LEAST_NAMED;
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
      return drawLine({ ...look, points, ...(weight({ row }) > 0 && { band }) }, x, y);
    }),
    ...(isSmall ? [] : directLabels(rows, own, shares, frame, options)),
  );
}

/** Main methods are drawn last, over all others. */
function weight({ row }: Pick<Curve, 'row'>): number {
  return MAIN_METHODS.includes(row) ? 1 : 0;
}

/** Names beside the lines of the main methods, where these lie farthest apart. */
function directLabels(
  rows: Curves['rows'],
  own: readonly Curve[],
  shares: readonly number[],
  frame: Frame,
  { palette }: DrawOptions,
): Svg[] {
  const named = own.filter((curve) => weight(curve) > 0);
  if (named.length === 0) return [];
  const valuesAt = (point: number) => named.map(({ accuracy }) => accuracy.means[point]!);
  const spread = (point: number) => Math.max(...valuesAt(point)) - Math.min(...valuesAt(point));
  const widest = shares.reduce(
    (best, _, point) => (spread(point) > spread(best) + 1e-9 ? point : best),
    0,
  );
  const x = frame.left + shares[widest]! * (frame.right - frame.left);
  const start = shares[widest]! < 0.6;
  const height = frame.bottom - frame.top;
  const placed = named
    .map(({ row, accuracy }) => ({ row, y: frame.bottom - accuracy.means[widest]! * height }))
    .sort((one, other) => one.y - other.y);
  for (let next = 1; next < placed.length; next++) {
    placed[next]!.y = Math.max(placed[next]!.y, placed[next - 1]!.y + LABEL_LINE);
  }
  const over = Math.max(0, placed.at(-1)!.y - frame.bottom + 4);
  return placed.map(({ row, y }) => {
    const { title } = rows.find(({ id }) => id === row)!;
    const wide = title.length * SMALL_FONT_SIZE * LETTER + 4;
    const left = start ? x + 5 : x - 5 - wide;
    return group(
      {},
      element('rect', {
        x: left,
        y: y - over - 6,
        width: wide,
        height: LABEL_LINE,
        fill: palette.paper,
        opacity: 0.85,
      }),
      label(title, {
        x: left + 2,
        y: y - over + 4,
        'font-size': SMALL_FONT_SIZE,
        'font-weight': 600,
        fill: rowLook(
          palette,
          rows.find(({ id }) => id === row)!,
          rows,
        ).colour,
      }),
    );
  });
}
