import type { MetricTable } from '../../../compute/results/metricTable.ts';
import { networkWords } from '../../results/networkWords.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import { chart, SMALL_FONT_SIZE } from '../chart.ts';
import type { DrawOptions, Figure } from '../figure.ts';
import { group, label, line, type Svg } from '../svg.ts';
import { listed } from '../wordLists.ts';
import { categoriesOf, CELL_HEIGHT, drawCells, NUMBERED } from './cells.ts';
import { arrowOf } from './direction.ts';
import { drawPanels, panelParts } from './panels.ts';

const HEAD = 112;
const GROUP_HEAD = 24;
const LEFT = 176;
/** Mean width of a letter, in parts of the size of the type. */
const LETTER = 0.52;
/** Heads of columns are slanted by so much; they reach to the right by half of their length. */
const SLANT = 60;
/** Drawings as narrow as a phone have panels instead. */
const NARROW = 450;

/** Every metric of every method and control, shaded by rank. */
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
      'which less is. The stronger the colour of a cell, the better its rank by its metric; bold (without numbers, a dot): the best; ' +
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
    drawing: {
      kind: 'chart',
      draw: (options) =>
        options.width < NARROW ? drawPanels(tables, options) : drawMatrix(tables, options),
    },
    columnParts: panelParts(tables),
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

/** Metrics below each other by category, methods and controls beside each other. */
function drawMatrix(tables: readonly MetricTable[], options: DrawOptions): Svg {
  const { palette, width } = options;
  const { rows } = tables[0]!;
  const across = (width - LEFT - lean(rows)) / rows.length;
  let y = HEAD;
  const parts: Svg[] = rows.map(({ title, kind }, column) => {
    const x = LEFT + (column + 0.5) * across;
    return label(title, {
      x: 0,
      y: 0,
      transform: `translate(${String(Math.round(x + 4))} ${String(HEAD - 8)}) rotate(${String(-SLANT)})`,
      'font-size': SMALL_FONT_SIZE,
      'font-style': kind === 'control' ? 'italic' : undefined,
      fill: kind === 'control' ? palette.inkSoft : palette.ink,
    });
  });
  for (const { name, metrics } of categoriesOf(tables)) {
    parts.push(
      line([0, y + 6], [width, y + 6], { stroke: palette.rule }),
      label(name, {
        x: 0,
        y: y + 20,
        'font-size': SMALL_FONT_SIZE,
        'font-style': 'italic',
        fill: palette.inkSoft,
      }),
    );
    y += GROUP_HEAD;
    for (const metric of metrics) {
      const { column } = metric;
      parts.push(
        label(`${column.name} ${arrowOf(column)}`, {
          x: 0,
          y: y + 13,
          'font-size': SMALL_FONT_SIZE,
        }),
        drawCells(
          rows.map(({ id }, place) => ({
            ...metric,
            id,
            box: { x: LEFT + place * across, y, width: across, height: CELL_HEIGHT },
          })),
          options,
        ),
      );
      y += CELL_HEIGHT;
    }
  }
  return chart(options, y, group({}, ...parts));
}

/** How far the head of the last column reaches over it. */
function lean(rows: MetricTable['rows']): number {
  const reaches = rows.map(({ title }, column) => {
    const columnsAfter = rows.length - column - 0.5;
    return 4 + (title.length * LETTER * SMALL_FONT_SIZE) / 2 - columnsAfter * NUMBERED;
  });
  return Math.ceil(Math.max(0, ...reaches));
}
