import type { MetricTable } from '../../../compute/results/metricTable.ts';
import { chart, SMALL_FONT_SIZE } from '../chart.ts';
import type { DrawOptions, FigurePart } from '../figure.ts';
import { COLUMN_WIDTH, drawnSize } from '../print/size.ts';
import { group, label, line, type Svg } from '../svg.ts';
import { capitalised } from '../wordLists.ts';
import {
  categoriesOf,
  CELL_HEIGHT,
  drawCells,
  type MatrixCategory,
  type MatrixMetric,
} from './cells.ts';
import { arrowOf } from './direction.ts';

/** So wide is a column at least: its longest numbers do not touch. */
const LEAST_ACROSS = 25;
/** And at most: panels of one metric or two look like the others. */
const MOST_ACROSS = 36;
/** Over a panel: its categories. */
const TITLE = 18;
/** Over each column: which way is better. */
const ARROW = 16;
const GAP = 14;
/** Mean width of a letter, in parts of the size of the type. */
const LETTER = 0.5;

/** Categories that have room beside each other; one of many metrics is halved, or more. */
type Panel = readonly MatrixCategory[];

/** One panel below the other, for a phone. */
export function drawPanels(tables: readonly MetricTable[], options: DrawOptions): Svg {
  let y = 0;
  const drawn = panelsOf(tables, options.width).map((panel) => {
    const svg = group(
      { transform: `translate(0 ${String(y)})` },
      drawPanel(tables, panel, options),
    );
    y += panelHeight(tables, panel) + GAP;
    return svg;
  });
  return chart(options, y - GAP, ...drawn);
}

/** Each panel as a drawing of its own, for a column of print. */
export function panelParts(tables: readonly MetricTable[]): FigurePart[] {
  return panelsOf(tables, drawnSize(COLUMN_WIDTH).width).map((panel) => ({
    title: titleOf(panel),
    draw: (options) =>
      chart(options, panelHeight(tables, panel), drawPanel(tables, panel, options)),
  }));
}

function panelsOf(tables: readonly MetricTable[], width: number): Panel[] {
  const most = Math.floor((width - namesWidth(tables)) / LEAST_ACROSS);
  const pieces = categoriesOf(tables).flatMap(({ name, metrics }) => {
    const count = Math.ceil(metrics.length / most);
    const each = Math.ceil(metrics.length / count);
    return Array.from({ length: count }, (_, piece) => ({
      name: count === 1 ? name : `${name}, ${String(piece + 1)} of ${String(count)}`,
      metrics: metrics.slice(piece * each, (piece + 1) * each),
    }));
  });
  const panels: MatrixCategory[][] = [];
  for (const piece of pieces) {
    const last = panels.at(-1);
    const fits = last && metricsOf([...last, piece]).length <= most;
    if (fits) last.push(piece);
    else panels.push([piece]);
  }
  return panels;
}

function metricsOf(panel: Panel): MatrixMetric[] {
  return panel.flatMap(({ metrics }) => metrics);
}

function titleOf(panel: Panel): string {
  return capitalised(panel.map(({ name }) => name).join(' | '));
}

function roomFor(names: readonly string[]): number {
  return Math.ceil(Math.max(...names.map(({ length }) => length)) * LETTER * SMALL_FONT_SIZE) + 4;
}

function namesWidth([first]: readonly MetricTable[]): number {
  return roomFor(first!.rows.map(({ title }) => title));
}

/** From the top of a panel to its cells: categories, names of metrics on end, arrows. */
function headHeight(panel: Panel): number {
  return TITLE + roomFor(metricsOf(panel).map(({ column }) => column.name)) + ARROW;
}

/** Methods and controls of which a panel knows anything. */
function rowsOf([first]: readonly MetricTable[], panel: Panel): MetricTable['rows'] {
  const known = new Set(
    metricsOf(panel).flatMap(({ table, column }) =>
      table.rows.filter((_, row) => column.cells[row]).map(({ id }) => id),
    ),
  );
  return first!.rows.filter(({ id }) => known.has(id));
}

function panelHeight(tables: readonly MetricTable[], panel: Panel): number {
  return headHeight(panel) + rowsOf(tables, panel).length * CELL_HEIGHT + 1;
}

/** Methods and controls below each other, metrics beside each other, their names on end. */
function drawPanel(tables: readonly MetricTable[], panel: Panel, options: DrawOptions): Svg {
  const { palette, width } = options;
  const rows = rowsOf(tables, panel);
  const metrics = metricsOf(panel);
  const [left, top] = [namesWidth(tables), headHeight(panel)];
  const across = Math.min(MOST_ACROSS, (width - left) / metrics.length);
  const middle = (column: number) => left + (column + 0.5) * across;
  const small = { 'font-size': SMALL_FONT_SIZE };
  return group(
    {},
    label(titleOf(panel), { ...small, x: 0, y: 12, 'font-style': 'italic', fill: palette.inkSoft }),
    ...bordersOf(panel).map((column) =>
      line([left + column * across, TITLE], [left + column * across, top], {
        stroke: palette.rule,
      }),
    ),
    ...metrics.flatMap(({ column }, position) => [
      label(column.name, {
        ...small,
        x: 0,
        y: 4,
        transform: `translate(${String(Math.round(middle(position)))} ${String(top - ARROW - 2)}) rotate(-90)`,
      }),
      label(arrowOf(column), {
        ...small,
        x: middle(position),
        y: top - 5,
        'text-anchor': 'middle',
      }),
    ]),
    ...rows.map(({ title, kind }, row) =>
      label(title, {
        ...small,
        x: 0,
        y: top + row * CELL_HEIGHT + 13,
        'font-style': kind === 'control' ? 'italic' : undefined,
        fill: kind === 'control' ? palette.inkSoft : palette.ink,
      }),
    ),
    drawCells(
      metrics.flatMap((metric, column) =>
        rows.map(({ id }, row) => ({
          ...metric,
          id,
          box: {
            x: left + column * across,
            y: top + row * CELL_HEIGHT,
            width: across,
            height: CELL_HEIGHT,
          },
        })),
      ),
      options,
    ),
  );
}

/** The columns before which another category begins. */
function bordersOf(panel: Panel): number[] {
  return panel.slice(1).map((_, position) => metricsOf(panel.slice(0, position + 1)).length);
}
