import type { MetricCategory } from '../../../compute/metrics/metric.ts';
import type { MetricTable, MetricTableColumn } from '../../../compute/results/metricTable.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import { boxPaths, type Box } from '../boxPaths.ts';
import { SMALL_FONT_SIZE } from '../chart.ts';
import type { DrawOptions } from '../figure.ts';
import { methodColour } from '../palette.ts';
import { element, group, label, line, type Svg } from '../svg.ts';

export const CELL_HEIGHT = 19;
/** Narrower cells hold no numbers. */
export const NUMBERED = 19;

/** A metric, and the table that has it. */
export interface MatrixMetric {
  readonly table: MetricTable;
  readonly column: MetricTableColumn;
}

export interface MatrixCategory {
  readonly name: string;
  readonly metrics: readonly MatrixMetric[];
}

/** What a method or control has by a metric, and where it stands. */
export interface MatrixCell extends MatrixMetric {
  /** The method or control. */
  readonly id: string;
  readonly box: Box;
}

type Mean = NonNullable<MetricTableColumn['cells'][number]>['mean'];

/** Which categories stand before which: last those of metrics that say nothing of one map alone. */
const CATEGORY_ORDER: readonly MetricCategory[] = [
  'faithfulness',
  'localisation',
  'complexity',
  'axioms',
  'robustness',
  'randomisation',
  'agreement',
];

/** The metrics of all tables by category, in the same order for every study. */
export function categoriesOf(tables: readonly MetricTable[]): MatrixCategory[] {
  const metrics = tables.flatMap((table) => table.columns.map((column) => ({ table, column })));
  return CATEGORY_ORDER.map((name) => ({
    name,
    metrics: metrics.filter(({ column }) => column.category === name),
  })).filter((category) => category.metrics.length > 0);
}

/** Cells shaded by rank; empty where a metric has no mean of a method. */
export function drawCells(cells: readonly MatrixCell[], options: DrawOptions): Svg {
  const filled = cells.flatMap((cell) => {
    const mean = meanOf(cell);
    return mean ? [{ cell, mean }] : [];
  });
  const shades = filled.map(({ cell, mean }) => ({
    box: inset(cell.box),
    look: {
      fill: methodColour(options.palette, cell.id),
      // Light enough that ink can be read on it.
      'fill-opacity': 0.42 * (1 - rankShare(cell.column, mean)),
    },
  }));
  return group(
    {},
    ...boxPaths(shades),
    ...filled.map(({ cell, mean }) => drawContent(cell, mean, options)),
  );
}

function meanOf({ table, column, id }: MatrixCell): Mean | undefined {
  return column.cells[table.rows.findIndex((row) => row.id === id)]?.mean;
}

/** The share of the others that are better. */
function rankShare({ cells, direction }: MetricTableColumn, mean: Mean): number {
  const sign = direction === 'higher' ? 1 : -1;
  const means = cells.flatMap((other) => (other ? [sign * other.mean.value] : []));
  const better = means.filter((other) => other > sign * mean.value).length;
  return better / Math.max(1, means.length - 1);
}

function inset({ x, y, width, height }: Box): Box {
  return { x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1 };
}

function drawContent({ column, id, box }: MatrixCell, mean: Mean, { palette }: DrawOptions): Svg {
  const isBest = column.best === id;
  const [middle, y] = [box.x + box.width / 2, box.y];
  return group(
    {},
    box.width < NUMBERED
      ? isBest
        ? element('circle', { cx: middle, cy: y + box.height / 2, r: 3 })
        : ''
      : label(shortNumber(mean.value), {
          x: middle,
          y: y + 13,
          'text-anchor': 'middle',
          'font-size': SMALL_FONT_SIZE,
          'font-weight': isBest ? 700 : undefined,
        }),
    column.tied.includes(id)
      ? line([middle - 7, y + 15.5], [middle + 7, y + 15.5], { stroke: palette.ink })
      : '',
  );
}

/** As many digits as fit into a cell: four characters, or three and a point. */
function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e3) return `${formatNumber(value / 1000, 'number', 0)}k`;
  // Values that round up to a digit more count as what they round to.
  const digits = size >= 9.95 ? 0 : size >= 0.995 || value < 0 ? 1 : 2;
  return formatNumber(value, 'number', digits).replace(/^([−-]?)0\./, '$1.');
}
