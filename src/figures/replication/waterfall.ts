import { scaleLinear } from 'd3-scale';
import type {
  ReplicatedMethodResult,
  Replication,
} from '../../../compute/results/replication/replication.ts';
import type { Estimate } from '../../../compute/results/estimate.ts';
import { formatChange, formatInterval, formatNumber } from '../../results/numberFormat.ts';
import { bottomAxis, chart, SMALL_FONT_SIZE } from '../chart.ts';
import type { DrawOptions, Figure } from '../figure.ts';
import { methodColour } from '../palette.ts';
import { element, group, label, line, type Svg } from '../svg.ts';

const ROW_HEIGHT = 28;
const TOP = 12;

/** A row of the waterfall: a level that is reached, or a step from one level to the next. */
type Row =
  | { readonly kind: 'level'; readonly title: string; readonly level: Estimate }
  | {
      readonly kind: 'step';
      readonly title: string;
      readonly from: number;
      readonly change: Estimate;
    };

/**
 * From the number of 2021 to ours: what each correction adds, averaged over all orders.
 * @param dataset in running text
 */
export function waterfallFigure(replication: Replication, id: string, dataset: string): Figure {
  const method = replication.methods.find((own) => own.id === id)!;
  const rows = rowsOf(method);
  const steps = rows.filter((row) => row.kind === 'step');
  const largest = [...method.faults].sort(
    (one, other) => Math.abs(other.share.value) - Math.abs(one.share.value),
  )[0]!;
  const points = (value: number) => formatNumber(value, 'points', 1);
  const percent = (value: number) => formatNumber(value, 'percent', 1);
  const start =
    method.published === null
      ? `the number of 2021 could not be read; as committed it is ${percent(method.examined.committed.value)}, `
      : `from ${percent(method.published)} in 2021 to `;
  return {
    finding:
      `${method.title} on ${dataset}: ${start}${percent(method.examined.corrected.value)} with everything corrected; ` +
      `the largest part, ${points(largest.share.value)} points, is due to ${lowerFirst(largest.title)}.`,
    description:
      'Each bar is what a correction adds to the accuracy, averaged over all orders in which the ' +
      `${String(method.faults.length)} corrections can be made (its Shapley value); whiskers: 95\u202f% bootstrap ` +
      'intervals over images. “Network and images” is no correction but the rest between the number of 2021 and the ' +
      'same protocol on our network and these images. Hollow bars take accuracy away.',
    alternative: `${method.title} on ${dataset}, accuracy: ${rows
      .map((row) =>
        row.kind === 'level'
          ? `${row.title} ${formatNumber(row.level.value, 'percent', 1)}`
          : `${row.title} ${points(row.change.value)} points`,
      )
      .join(', ')}.`,
    sample:
      `n\u00a0=\u00a0${formatNumber(replication.imagesExamined, 'integer')} test images, ` +
      `${String(2 ** method.faults.length)} choices of corrections, seed ${String(replication.header.seed)}`,
    sources: [replication.header],
    data: {
      columns: [
        { name: 'step', title: 'Step' },
        { name: 'was', title: 'In 2021' },
        { name: 'corrected', title: 'Corrected' },
        { name: 'share', title: 'On average', style: 'points', digits: 1 },
        { name: 'first', title: 'Corrected first', style: 'points', digits: 1 },
        { name: 'last', title: 'Corrected last', style: 'points', digits: 1 },
      ],
      rows: method.faults.map(({ title, was, corrected: now, share, first, last }) => [
        title,
        was,
        now,
        share,
        first,
        last,
      ]),
    },
    drawing: { kind: 'chart', draw: (options) => drawWaterfall(method.id, rows, steps, options) },
  };
}

function rowsOf(method: ReplicatedMethodResult): Row[] {
  const { committed, corrected } = method.examined;
  const rows: Row[] = [];
  if (method.published !== null) {
    const published = { value: method.published, low: method.published, high: method.published };
    rows.push({ kind: 'level', title: '2021, as reported', level: published });
    const rest = {
      value: committed.value - method.published,
      low: committed.low - method.published,
      high: committed.high - method.published,
    };
    rows.push({
      kind: 'step',
      title: 'Network and images',
      from: method.published,
      change: rest,
    });
  }
  rows.push({ kind: 'level', title: 'As committed', level: committed });
  let level = committed.value;
  for (const { title, share } of method.faults) {
    rows.push({ kind: 'step', title, from: level, change: share });
    level += share.value;
  }
  rows.push({ kind: 'level', title: 'Corrected', level: corrected });
  return rows;
}

function drawWaterfall(
  id: string,
  rows: readonly Row[],
  steps: readonly Extract<Row, { kind: 'step' }>[],
  options: DrawOptions,
): Svg {
  const { palette, width } = options;
  const narrow = width < 450;
  const left = narrow ? 126 : 142;
  const right = width - (narrow ? 44 : 118);
  const bottom = TOP + rows.length * ROW_HEIGHT;
  const ends = [
    ...rows.flatMap((row) => (row.kind === 'level' ? [row.level.low, row.level.high] : [])),
    ...steps.flatMap(({ from, change }) => [from, from + change.low, from + change.high]),
  ];
  const x = scaleLinear([Math.min(0, ...ends), Math.max(0.5, ...ends)], [left, right]);
  const ticks = x
    .ticks(narrow ? 3 : 6)
    .map((value) => ({ position: x(value), text: formatNumber(value, 'points', 0) }));
  return chart(
    options,
    bottom + 42,
    bottomAxis(options, ticks, [TOP, bottom], { text: 'Accuracy, %', x: (left + right) / 2 }),
    line([x(0), TOP], [x(0), bottom], { stroke: palette.ruleStrong }),
    ...rows.map((row, position) => {
      const y = TOP + (position + 0.5) * ROW_HEIGHT;
      return group(
        {},
        label(row.title, {
          x: left - 12,
          y: y + 4,
          'text-anchor': 'end',
          'font-weight': row.kind === 'level' ? 600 : undefined,
        }),
        row.kind === 'level' ? drawLevel(id, row, y, x, options) : drawStep(id, row, y, x, options),
        position + 1 < rows.length
          ? line([x(endOf(row)), y + 7], [x(endOf(row)), y + ROW_HEIGHT - 7], {
              stroke: palette.ruleStrong,
            })
          : '',
        drawNumbers(row, y, narrow, options),
      );
    }),
  );
}

/** The accuracy at which the next row begins. */
function endOf(row: Row): number {
  return row.kind === 'level' ? row.level.value : row.from + row.change.value;
}

function drawLevel(
  id: string,
  { level }: Extract<Row, { kind: 'level' }>,
  y: number,
  x: (value: number) => number,
  { palette }: DrawOptions,
): Svg {
  const colour = methodColour(palette, id);
  return group(
    {},
    bar(x(0), x(level.value), y, { fill: colour }),
    level.low === level.high ? '' : whisker(x(level.low), x(level.high), y, palette.ink),
  );
}

function drawStep(
  id: string,
  { from, change }: Extract<Row, { kind: 'step' }>,
  y: number,
  x: (value: number) => number,
  { palette }: DrawOptions,
): Svg {
  const colour = methodColour(palette, id);
  const adds = change.value >= 0;
  return group(
    {},
    bar(x(from), x(from + change.value), y, {
      fill: adds ? colour : palette.paper,
      stroke: colour,
      'fill-opacity': adds ? 0.55 : 1,
    }),
    whisker(x(from + change.low), x(from + change.high), y, palette.ink),
  );
}

function bar(
  from: number,
  to: number,
  y: number,
  attributes: Readonly<Record<string, string | number>>,
): Svg {
  return element('rect', {
    x: Math.min(from, to),
    y: y - 7,
    width: Math.max(1, Math.abs(to - from)),
    height: 14,
    ...attributes,
  });
}

function whisker(from: number, to: number, y: number, stroke: string): Svg {
  return group(
    {},
    line([from, y], [to, y], { stroke }),
    line([from, y - 3], [from, y + 3], { stroke }),
    line([to, y - 3], [to, y + 3], { stroke }),
  );
}

function drawNumbers(row: Row, y: number, narrow: boolean, { palette, width }: DrawOptions): Svg {
  const own = row.kind === 'level' ? row.level : row.change;
  const format = row.kind === 'step' ? formatChange : formatNumber;
  return group(
    {},
    label(format(own.value, 'points', 1), {
      x: narrow ? width : width - 78,
      y: y + 4,
      'text-anchor': 'end',
      'font-weight': row.kind === 'level' ? 600 : undefined,
    }),
    narrow || own.low === own.high
      ? ''
      : label(formatInterval(own, 'points', 1), {
          x: width,
          y: y + 4,
          'text-anchor': 'end',
          'font-size': SMALL_FONT_SIZE,
          fill: palette.inkSoft,
        }),
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
