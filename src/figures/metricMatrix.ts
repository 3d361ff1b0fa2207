import type { MetricTable, MetricTableColumn } from '../../compute/results/metricTable.ts';
import { networkWords } from '../results/networkWords.ts';
import { formatNumber } from '../results/numberFormat.ts';
import { chart, SMALL_FONT_SIZE } from './chart.ts';
import type { DrawOptions, Figure } from './figure.ts';
import { methodColour } from './palette.ts';
import { element, group, label, line, type Svg } from './svg.ts';
import { listed } from './wordLists.ts';

const ROW_HEIGHT = 19;
const HEAD = 112;
const GROUP_HEAD = 24;
const LEFT = 176;
/** Mean width of a letter, in parts of the size of the type. */
const LETTER = 0.52;
/** Heads of columns are slanted by so much; they reach to the right by half of their length. */
const SLANT = 60;
/** Narrower cells hold no numbers. */
const NUMBERED = 19;
/** In drawings as narrow as a phone, which turns no pages, the columns follow in panels instead. */
const NARROW = 450;

/** Which way is better. */
export const arrowOf = ({ direction }: Pick<MetricTableColumn, 'direction'>): string =>
  direction === 'higher' ? '↑' : '↓';

/**
 * Every metric of every method and control, shaded by rank. Categories of metrics that say nothing
 * of one map alone come last.
 */
export function metricMatrixFigure(tables: readonly MetricTable[], title: string): Figure {
  const [first] = tables;
  const columns = tables.flatMap((table) => table.columns);
  const leaders = countLeaders(tables);
  const [most] = leaders;
  const controls = tables.flatMap(({ rows, columns: own }) =>
    own.filter(({ best }) => rows.some(({ id, kind }) => id === best && kind === 'control')),
  );
  const images = [...new Set(columns.map(({ images: count }) => count))].map((count) =>
    formatNumber(count, 'integer'),
  );
  return {
    finding: most
      ? `No method is best by all ${String(columns.length)} metrics: ${most.title} leads by ${String(most.count)} of them` +
        (controls.length === 0 ? '.' : `, a control by ${String(controls.length)}.`)
      : 'No metric was measured.',
    description:
      `Means over images for ${networkWords(first!.network)} on ${title}; ↑ marks metrics of which more is better, ↓ those of ` +
      'which less is. The darker a cell, the better its rank in its row; bold (without numbers, a dot): the best; ' +
      'underlined: not to be told from the best at the 5\u202f% level (paired bootstrap over images, Holm’s correction). In italics: controls.',
    alternative: `How often each is best: ${leaders
      .map(({ title: name, count }) => `${name} ${String(count)}`)
      .join(', ')}; of ${String(columns.length)} metrics.`,
    sample: `n\u00a0=\u00a0${listed(images)} images, seed ${String(first!.header.seed)}`,
    sources: tables.map(({ header }) => header),
    data: {
      columns: [
        { name: 'metric', title: 'Metric' },
        { name: 'category', title: 'Category' },
        { name: 'direction', title: 'Better' },
        { name: 'ranking', title: 'Method or control' },
        { name: 'mean', title: 'Mean', digits: 3 },
      ],
      rows: tables.flatMap((table) =>
        table.columns.flatMap((column) =>
          column.cells.flatMap((cell, row) =>
            cell
              ? [
                  [
                    column.name,
                    column.category,
                    column.direction,
                    table.rows[row]!.title,
                    cell.mean,
                  ],
                ]
              : [],
          ),
        ),
      ),
    },
    drawing: { kind: 'chart', draw: (options) => drawMatrix(tables, options) },
    // In a column of 7.5 cm the slanted heads leave room for some eight rankings beside each other: all
    // of them, by thirty metrics, would take three pages.
    leastWidthCm: 12,
  };
}

/** How many metrics each row leads by, most first. */
function countLeaders(tables: readonly MetricTable[]): { title: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { rows, columns } of tables) {
    for (const { best } of columns) {
      const { title } = rows.find(({ id }) => id === best)!;
      counts.set(title, (counts.get(title) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([title, count]) => ({ title, count }))
    .sort((one, other) => other.count - one.count);
}

function drawMatrix(tables: readonly MetricTable[], options: DrawOptions): Svg {
  const rows = tables[0]!.rows;
  const room = options.width - LEFT - lean(rows);
  const perPanel = options.width < NARROW ? Math.floor(room / NUMBERED) : rows.length;
  const panels = Math.ceil(rows.length / perPanel);
  const inPanel = Math.ceil(rows.length / panels);
  const height = panelHeight(tables);
  return chart(
    options,
    panels * height,
    ...Array.from({ length: panels }, (_, panel) =>
      group(
        { transform: `translate(0 ${String(panel * height)})` },
        drawPanel(tables, panel * inPanel, Math.min((panel + 1) * inPanel, rows.length), options),
      ),
    ),
  );
}

/** How far the head of the last column reaches over it. */
function lean(rows: MetricTable['rows']): number {
  const reaches = rows.map(({ title }, column) => {
    const columnsAfter = rows.length - column - 0.5;
    return 4 + (title.length * LETTER * SMALL_FONT_SIZE) / 2 - columnsAfter * NUMBERED;
  });
  return Math.ceil(Math.max(0, ...reaches));
}

/** The columns of all tables by category, in order. */
function categories(tables: readonly MetricTable[]) {
  const columns = tables.flatMap((table) => table.columns.map((column) => ({ table, column })));
  const names = [...new Set(columns.map(({ column }) => column.category))];
  return names.map((name) => ({
    name,
    columns: columns.filter(({ column }) => column.category === name),
  }));
}

function panelHeight(tables: readonly MetricTable[]): number {
  return categories(tables).reduce(
    (height, { columns }) => height + GROUP_HEAD + columns.length * ROW_HEIGHT,
    HEAD,
  );
}

function drawPanel(
  tables: readonly MetricTable[],
  from: number,
  to: number,
  options: DrawOptions,
): Svg {
  const { palette } = options;
  const rows = tables[0]!.rows.slice(from, to);
  const cell = (options.width - LEFT - lean(rows)) / rows.length;
  let y = HEAD;
  const parts: Svg[] = rows.map(({ title, kind }, column) => {
    const x = LEFT + (column + 0.5) * cell;
    return label(title, {
      x: 0,
      y: 0,
      transform: `translate(${String(Math.round(x + 4))} ${String(HEAD - 8)}) rotate(${String(-SLANT)})`,
      'font-size': SMALL_FONT_SIZE,
      'font-style': kind === 'control' ? 'italic' : undefined,
      fill: kind === 'control' ? palette.inkSoft : palette.ink,
    });
  });
  for (const { name, columns } of categories(tables)) {
    parts.push(
      line([0, y + 6], [options.width, y + 6], { stroke: palette.rule }),
      label(name, {
        x: 0,
        y: y + 20,
        'font-size': SMALL_FONT_SIZE,
        'font-style': 'italic',
        fill: palette.inkSoft,
      }),
    );
    y += GROUP_HEAD;
    for (const { table, column } of columns) {
      parts.push(
        label(`${column.name} ${arrowOf(column)}`, {
          x: 0,
          y: y + 13,
          'font-size': SMALL_FONT_SIZE,
        }),
        ...rows.map(({ id }, place) =>
          drawCell(table, column, id, { x: LEFT + place * cell, y, width: cell }, options),
        ),
      );
      y += ROW_HEIGHT;
    }
  }
  return group({}, ...parts);
}

function drawCell(
  table: MetricTable,
  column: MetricTableColumn,
  id: string,
  { x, y, width }: { x: number; y: number; width: number },
  { palette }: DrawOptions,
): Svg {
  const cell = column.cells[table.rows.findIndex((row) => row.id === id)];
  if (!cell) return '';
  const sign = column.direction === 'higher' ? 1 : -1;
  const means = column.cells.flatMap((other) => (other ? [sign * other.mean.value] : []));
  const better = means.filter((mean) => mean > sign * cell.mean.value).length;
  const isBest = column.best === id;
  const middle = x + width / 2;
  return group(
    {},
    element('rect', {
      x: x + 0.5,
      y: y + 0.5,
      width: width - 1,
      height: ROW_HEIGHT - 1,
      fill: methodColour(palette, id),
      // Light enough that ink can be read on it.
      'fill-opacity': 0.42 * (1 - better / Math.max(1, means.length - 1)),
    }),
    width < NUMBERED
      ? isBest
        ? element('circle', { cx: middle, cy: y + ROW_HEIGHT / 2, r: 3 })
        : ''
      : label(shortNumber(cell.mean.value), {
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
