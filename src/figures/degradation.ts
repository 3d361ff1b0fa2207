import { scaleLinear } from 'd3-scale';
import type { Degradation, DegradationRow } from '../../compute/results/degradation.ts';
import { formatInterval, formatNumber } from '../results/numberFormat.ts';
import { networkWords } from '../results/networkWords.ts';
import { bottomAxis, chart, marker, methodMarker, SMALL_FONT_SIZE } from './chart.ts';
import type { DrawOptions, Figure } from './figure.ts';
import { methodColour } from './palette.ts';
import { group, label, line, type Svg } from './svg.ts';
import { capitalised, listed } from './wordLists.ts';

const ROW_HEIGHT = 30;
const TOP = 34;

/** Accuracy after keeping the highest-ranked pixels: one row a method or control, best first. */
export function degradationFigure(degradation: Degradation): Figure {
  const rows = ranked(degradation.rows);
  const { keptShare, images, noiseSeeds, header } = degradation;
  const percent = (value: number) => formatNumber(value, 'percent', 1);
  const count = (value: number) => formatNumber(value, 'integer');
  const methods = rows.filter(({ kind }) => kind === 'method');
  const controls = rows.filter(({ kind }) => kind === 'control');
  const best = methods[0];
  const better = best ? controls.filter(({ accuracy }) => accuracy.low > best.accuracy.high) : [];
  const kept = formatNumber(keptShare, 'percent', 0);
  return {
    finding: best
      ? `With ${kept} of the pixels kept, ${best.title} leaves ${percent(best.accuracy.value)} of the images recognised, the most of all methods. ${controlWords(better)}`
      : `With ${kept} of the pixels kept, no method was tried.`,
    description:
      `${capitalised(networkWords(degradation.network))} sees images of which only the ${kept} of pixels ` +
      `ranked highest are kept (${count(degradation.keptPixels)} of ${count(degradation.pixels)}); ` +
      (degradation.fill === 'zero'
        ? 'all others are black. '
        : 'all others are black or white by the toss of a coin. ') +
      'Bold, with filled marks: the methods compared; hollow marks: variants of them and, in italics, controls. ' +
      'Where there is room beside the accuracy, and always in the data: its 95\u202f% bootstrap interval over ' +
      'images. Fine ticks: single noise seeds.',
    alternative: `Accuracy after degradation, best first: ${rows
      .map(({ title, accuracy }) => `${title} ${percent(accuracy.value)}`)
      .join(', ')}. Intact images: ${percent(degradation.intactAccuracy.value)}.`,
    sample: `n\u00a0=\u00a0${formatNumber(images, 'integer')} images, ${String(noiseSeeds)} noise seeds, seed ${String(header.seed)}`,
    sources: [header],
    data: {
      columns: [
        { name: 'ranking', title: 'Ranking' },
        { name: 'kind', title: 'Kind' },
        { name: 'accuracy', title: 'Accuracy', style: 'percent' },
        { name: 'unchanged', title: 'Same prediction', style: 'percent' },
      ],
      rows: rows.map(({ title, kind, accuracy, unchangedPredictions }) => [
        title,
        kind,
        accuracy,
        unchangedPredictions,
      ]),
    },
    drawing: { kind: 'chart', draw: (options) => drawDegradation(degradation, options) },
  };
}

function drawDegradation(degradation: Degradation, options: DrawOptions): Svg {
  const rows = ranked(degradation.rows);
  const narrow = options.width < 450;
  const left = narrow ? 118 : 142;
  const right = options.width - (narrow ? 44 : 104);
  const bottom = TOP + rows.length * ROW_HEIGHT;
  const x = scaleLinear([0, 1], [left, right]);
  const ticks = x
    .ticks(narrow ? 3 : 5)
    .map((value) => ({ position: x(value), text: formatNumber(value, 'points', 0) }));
  return chart(
    options,
    bottom + 42,
    bottomAxis(options, ticks, [TOP, bottom], { text: 'Accuracy, %', x: (left + right) / 2 }),
    reference(options, x(degradation.intactAccuracy.value), bottom, 'intact images'),
    reference(options, x(1 / degradation.rows[0]!.classAccuracy.length), bottom, 'chance'),
    ...rows.map((row, position) =>
      drawRow(row, TOP + (position + 0.5) * ROW_HEIGHT, left, narrow, x, options),
    ),
  );
}

function reference({ palette }: DrawOptions, x: number, bottom: number, words: string): Svg {
  return group(
    {},
    line([x, TOP - 4], [x, bottom], { stroke: palette.ruleStrong, 'stroke-dasharray': '2 3' }),
    label(words, {
      x,
      y: TOP - 10,
      'text-anchor': 'middle',
      'font-size': SMALL_FONT_SIZE,
      fill: palette.inkSoft,
    }),
  );
}

function drawRow(
  row: DegradationRow,
  y: number,
  left: number,
  narrow: boolean,
  x: (value: number) => number,
  { palette, width }: DrawOptions,
): Svg {
  const control = row.kind === 'control';
  const colour = methodColour(palette, control ? 'control' : row.id);
  const variant = !['lrp', 'lime', 'kernel-shap'].includes(row.id);
  const { value, low, high } = row.accuracy;
  return group(
    {},
    label(row.title, {
      x: left - 12,
      y: y + 4,
      'text-anchor': 'end',
      'font-style': control ? 'italic' : undefined,
      fill: control ? palette.inkSoft : palette.ink,
      'font-weight': variant ? undefined : 600,
    }),
    line([x(0), y], [x(value), y], {
      stroke: colour,
      'stroke-width': 1,
      'stroke-dasharray': control ? '1 3' : undefined,
      opacity: control ? 1 : 0.55,
    }),
    ...row.seedAccuracies.map((accuracy) =>
      line([x(accuracy), y + 6], [x(accuracy), y + 10], { stroke: colour, opacity: 0.6 }),
    ),
    line([x(low), y], [x(high), y], { stroke: colour, 'stroke-width': 5, opacity: 0.35 }),
    marker(methodMarker(control ? 'control' : row.id), [x(value), y], 4.5, {
      fill: variant ? palette.paper : colour,
      stroke: colour,
      'stroke-width': 1.6,
    }),
    label(formatNumber(value, 'points', 1), {
      x: narrow ? width : width - 64,
      y: y + 4,
      'text-anchor': 'end',
    }),
    narrow
      ? ''
      : label(formatInterval(row.accuracy, 'points', 1), {
          x: width,
          y: y + 4,
          'text-anchor': 'end',
          'font-size': SMALL_FONT_SIZE,
          fill: palette.inkSoft,
        }),
  );
}

function controlWords(better: readonly DegradationRow[]): string {
  if (better.length === 0) return 'No control does clearly better.';
  const titles = listed(better.map(({ title }) => `“${title}”`));
  return better.length === 1
    ? `The control ${titles}, which knows nothing of the network, does better.`
    : `The controls ${titles}, which know nothing of the network, do better.`;
}

function ranked(rows: readonly DegradationRow[]): DegradationRow[] {
  return [...rows].sort((first, second) => second.accuracy.value - first.accuracy.value);
}
