import { scaleLinear } from 'd3-scale';
import type { Estimate } from '../../compute/results/estimate.ts';
import type { Degradation } from '../../compute/results/degradation.ts';
import { formatNumber } from '../results/numberFormat.ts';
import { bottomAxis, chart, marker, SMALL_FONT_SIZE, type MarkerShape } from './chart.ts';
import type { DrawOptions, Figure } from './figure.ts';
import { methodColour } from './palette.ts';
import { group, label, line, type Svg } from './svg.ts';
import { listed } from './wordLists.ts';

/** The same degradation on one data set. */
export interface DegradedDataSet {
  /** In running text: `MNIST`. */
  readonly title: string;
  readonly degradation: Degradation;
}

/** What one ranking leaves on each data set. */
interface Row {
  readonly id: string;
  readonly title: string;
  readonly control: boolean;
  readonly accuracies: readonly Estimate[];
}

const ROW_HEIGHT = 26;
/** Intervals are higher than marks, behind which those of many images would be hidden. */
const INTERVAL_HEIGHT = 17;
const MARK = 3.8;
const TOP = 54;
const SHAPES: readonly MarkerShape[] = ['circle', 'diamond', 'square'];

/** Data sets side by side: the rankings tried on all of them, in the order of the first. */
export function degradationDataSetsFigure(dataSets: readonly DegradedDataSet[]): Figure {
  const rows = rowsOf(dataSets);
  const percent = (value: number) => formatNumber(value, 'percent', 1);
  const spans = dataSets.map(({ title }, at) => {
    const values = rows
      .filter(({ control }) => !control)
      .map(({ accuracies }) => accuracies[at]!.value);
    return `${percent(Math.min(...values))} to ${percent(Math.max(...values))} on ${title}`;
  });
  const titles = listed(dataSets.map(({ title }) => title));
  return {
    finding: `With a fifth of the pixels kept, the methods leave ${listed(spans)}.`,
    description:
      'Each row is a ranking, with one mark for each data set; the line only joins them. Behind each mark, ' +
      'and higher than it: its 95\u202f% bootstrap interval over images. In italics: controls. Dashed: guessing among ten classes.',
    alternative: `Accuracy after degradation on ${titles}: ${rows
      .map(
        ({ title, accuracies }) =>
          `${title} ${accuracies.map(({ value }) => percent(value)).join(' and ')}`,
      )
      .join(', ')}.`,
    sample: dataSets
      .map(
        ({ title, degradation: { images, noiseSeeds, header } }) =>
          `${title}: n\u00a0=\u00a0${formatNumber(images, 'integer')} images, ` +
          `${String(noiseSeeds)} noise seeds, seed ${String(header.seed)}`,
      )
      .join('; '),
    sources: dataSets.map(({ degradation }) => degradation.header),
    data: {
      columns: [
        { name: 'ranking', title: 'Ranking' },
        ...dataSets.map(({ title }) => ({
          name: title.toLowerCase().replaceAll(/\W/g, ''),
          title,
          style: 'percent' as const,
        })),
      ],
      rows: rows.map(({ title, accuracies }) => [title, ...accuracies]),
    },
    drawing: { kind: 'chart', draw: (options) => draw(dataSets, rows, options) },
  };
}

function rowsOf(dataSets: readonly DegradedDataSet[]): Row[] {
  const [first, ...others] = dataSets.map(({ degradation }) => degradation.rows);
  return first!
    .flatMap(({ id, title, kind, accuracy }) => {
      const elsewhere = others.map((rows) => rows.find((row) => row.id === id)?.accuracy);
      const accuracies = [accuracy, ...elsewhere].filter((found) => found !== undefined);
      const everywhere = accuracies.length === dataSets.length;
      return everywhere ? [{ id, title, control: kind === 'control', accuracies }] : [];
    })
    .sort((one, other) => other.accuracies[0]!.value - one.accuracies[0]!.value);
}

function draw(
  dataSets: readonly DegradedDataSet[],
  rows: readonly Row[],
  options: DrawOptions,
): Svg {
  const { width, palette } = options;
  const narrow = width < 450;
  const left = narrow ? 118 : 142;
  const right = width - (narrow ? 80 : 96);
  const bottom = TOP + rows.length * ROW_HEIGHT;
  const most = Math.max(...rows.flatMap(({ accuracies }) => accuracies.map(({ high }) => high)));
  const x = scaleLinear([0, most], [left, right]).nice(5);
  const ticks = x
    .ticks(narrow ? 3 : 5)
    .map((value) => ({ position: x(value), text: formatNumber(value, 'points', 0) }));
  const chance = x(1 / dataSets[0]!.degradation.rows[0]!.classAccuracy.length);
  return chart(
    options,
    bottom + 42,
    legend(dataSets, left, options),
    bottomAxis(options, ticks, [TOP, bottom], { text: 'Accuracy, %', x: (left + right) / 2 }),
    line([chance, TOP - 4], [chance, bottom], {
      stroke: palette.ruleStrong,
      'stroke-dasharray': '2 3',
    }),
    ...rows.map((row, place) => drawRow(row, TOP + (place + 0.5) * ROW_HEIGHT, left, x, options)),
  );
}

function legend(dataSets: readonly DegradedDataSet[], left: number, { palette }: DrawOptions): Svg {
  return group(
    {},
    ...dataSets.map(({ title }, at) => {
      const x = left + 6 + at * 92;
      return group(
        {},
        marker(SHAPES[at]!, [x, 18], MARK, { fill: palette.inkSoft }),
        label(title, { x: x + 10, y: 22, 'font-size': SMALL_FONT_SIZE }),
      );
    }),
  );
}

function drawRow(
  { id, title, control, accuracies }: Row,
  y: number,
  left: number,
  x: (value: number) => number,
  { palette, width }: DrawOptions,
): Svg {
  const colour = methodColour(palette, control ? 'control' : id);
  const values = accuracies.map(({ value }) => value);
  return group(
    {},
    label(title, {
      x: left - 12,
      y: y + 4,
      'text-anchor': 'end',
      'font-style': control ? 'italic' : undefined,
      fill: control ? palette.inkSoft : palette.ink,
    }),
    line([x(Math.min(...values)), y], [x(Math.max(...values)), y], {
      stroke: palette.ruleStrong,
    }),
    ...accuracies.flatMap(({ value, low, high }, at) => [
      line([x(low), y], [x(high), y], {
        stroke: colour,
        'stroke-width': INTERVAL_HEIGHT,
        opacity: 0.35,
      }),
      marker(SHAPES[at]!, [x(value), y], MARK, { fill: colour }),
    ]),
    label(values.map((value) => formatNumber(value, 'points', 1)).join(' · '), {
      x: width,
      y: y + 4,
      'text-anchor': 'end',
      'font-size': SMALL_FONT_SIZE,
    }),
  );
}
