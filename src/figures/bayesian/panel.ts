import { line as curve } from 'd3-shape';
import { bottomAxis, leftAxis, marker, SMALL_FONT_SIZE, type MarkerShape } from '../chart.ts';
import type { DrawOptions } from '../figure.ts';
import { element, group, label, line, type Svg } from '../svg.ts';

/** How a line looks, the same in every figure where it stands for the same thing. */
export interface Look {
  readonly colour: string;
  readonly dash?: string | undefined;
  /** Marks at the points, for lines of few points. */
  readonly mark?: MarkerShape | undefined;
}

export interface PanelLine extends Look {
  /** In data coordinates. */
  readonly points: readonly (readonly [x: number, y: number])[];
  /** An interval at each point. */
  readonly band?: readonly (readonly [x: number, low: number, high: number])[];
  /** Which points have the mark of the line; all unless given. */
  readonly isMarked?: (point: number) => boolean;
}

type Scale = (value: number) => number;

export interface PanelAxes {
  readonly title: string;
  readonly x: Scale;
  readonly y: Scale;
  readonly xTicks: readonly (readonly [value: number, text: string])[];
  readonly yTicks: readonly (readonly [value: number, text: string])[];
  readonly xTitle: string;
}

/** Where the plot of a panel lies, in CSS pixels. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Height of a panel around its plot: title above, ticks and axis title below. */
const PANEL_TOP = 30;
const PANEL_BOTTOM = 44;
const PANEL_LEFT = 38;
const PANEL_RIGHT = 12;
/** Mean width of a letter in the title of a panel. */
const TITLE_LETTER = 6.5;

/** The plot of a panel of a width, with a plot so high. */
export function panelFrame(width: number, plotHeight: number): Frame {
  return {
    left: PANEL_LEFT,
    right: width - PANEL_RIGHT,
    top: PANEL_TOP,
    bottom: PANEL_TOP + plotHeight,
  };
}

/** Axes and title of a panel, and what is drawn in it. */
export function drawPanel(
  { title, x, y, xTicks, yTicks, xTitle }: PanelAxes,
  { left, right, top, bottom }: Frame,
  options: DrawOptions,
  ...content: Svg[]
): Svg {
  const isLong = title.length * TITLE_LETTER > right - left;
  return group(
    {},
    label(title, {
      x: isLong || right - left < 150 ? 4 : left,
      y: top - 14,
      'font-size': isLong ? SMALL_FONT_SIZE : undefined,
      'font-weight': 600,
    }),
    leftAxis(
      options,
      yTicks.map(([value, text]) => ({ position: y(value), text })),
      [left, right],
    ),
    bottomAxis(
      options,
      xTicks.map(([value, text]) => ({ position: x(value), text })),
      [bottom, bottom],
      { text: xTitle, x: (left + right) / 2 },
    ),
    ...content,
  );
}

/** A line with its interval behind it. */
export function drawLine(
  { points, band, isMarked = () => true, ...look }: PanelLine,
  x: Scale,
  y: Scale,
): Svg {
  const path = curve().digits(2);
  const outline = band && [
    ...band.map(([at, , high]): [number, number] => [x(at), y(high)]),
    ...band.map(([at, low]): [number, number] => [x(at), y(low)]).reverse(),
  ];
  return group(
    {},
    outline
      ? element('path', { d: `${path(outline)!}Z`, fill: look.colour, 'fill-opacity': 0.16 })
      : '',
    element('path', {
      d: path(points.map(([at, value]): [number, number] => [x(at), y(value)]))!,
      fill: 'none',
      stroke: look.colour,
      'stroke-width': 1.8,
      'stroke-dasharray': look.dash,
      'stroke-linejoin': 'round',
    }),
    ...(look.mark
      ? points
          .filter((_, point) => isMarked(point))
          .map(([at, value]) => marker(look.mark!, [x(at), y(value)], 3, { fill: look.colour }))
      : []),
  );
}

export interface LegendEntry {
  readonly look: Look;
  readonly text: string;
}

const LEGEND_LINE = 19;

/** Height of a legend. */
export function legendHeight(entries: readonly LegendEntry[], columns: number): number {
  return Math.ceil(entries.length / columns) * LEGEND_LINE + 8;
}

/** What the lines are, in columns above the panels. */
export function drawLegend(
  entries: readonly LegendEntry[],
  columns: number,
  { width, palette }: DrawOptions,
): Svg {
  return group(
    {},
    ...entries.map(({ look, text }, position) => {
      const x = 2 + (position % columns) * (width / columns);
      const y = 10 + Math.floor(position / columns) * LEGEND_LINE;
      return group(
        {},
        line([x, y], [x + 28, y], {
          stroke: look.colour,
          'stroke-width': 1.8,
          'stroke-dasharray': look.dash,
        }),
        look.mark ? marker(look.mark, [x + 14, y], 3, { fill: look.colour }) : '',
        label(text, { x: x + 34, y: y + 4, 'font-size': SMALL_FONT_SIZE, fill: palette.ink }),
      );
    }),
  );
}

/** Panels beside and below each other. */
export function panelGrid(
  panels: readonly ((options: DrawOptions) => Svg)[],
  columns: number,
  plotHeight: number,
  options: DrawOptions,
): { readonly svg: Svg; readonly height: number } {
  const [width, height] = [options.width / columns, PANEL_TOP + plotHeight + PANEL_BOTTOM];
  const svg = group(
    {},
    ...panels.map((draw, position) => {
      const [column, row] = [position % columns, Math.floor(position / columns)];
      const transform = `translate(${String(column * width)} ${String(row * height)})`;
      return group({ transform }, draw({ ...options, width }));
    }),
  );
  return { svg, height: Math.ceil(panels.length / columns) * height };
}

/** A group moved down. */
export function below(y: number, content: Svg): Svg {
  return group({ transform: `translate(0 ${String(y)})` }, content);
}
