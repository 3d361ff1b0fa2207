import { scaleLinear, scaleSqrt } from 'd3-scale';
import type { AskedSet, Unfamiliar } from '../../../compute/results/unfamiliar.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import { chart, SMALL_FONT_SIZE } from '../chart.ts';
import type { DrawOptions, Figure } from '../figure.ts';
import { element, group, label, line, type Svg } from '../svg.ts';

const ROW_HEIGHT = 74;
const TOP = 26;
const BARS = 42;
const KINDS = [
  { key: 'aleatoric', title: 'Aleatoric' },
  { key: 'epistemic', title: 'Epistemic' },
] as const;

type Kind = (typeof KINDS)[number]['key'];

/** How aleatoric and epistemic uncertainty are spread over familiar and unfamiliar images. */
export function uncertaintyHistogramsFigure(
  { predictors, familiar, histogramBorders, header }: Unfamiliar,
  predictor: string,
): Figure {
  const { sets, title } = predictors.find(({ id }) => id === predictor)!;
  const nats = (value: number) => formatNumber(value, 'number', 3);
  const known = sets.find(({ id }) => id === familiar)!;
  const strange = sets.filter(({ id }) => id !== familiar);
  const words = (set: AskedSet) =>
    `${setTitle(set)} ${nats(set.aleatoric)} and ${nats(set.epistemic)} nats`;
  const [least] = [...strange].sort((first, second) => first.epistemic - second.epistemic);
  return {
    finding:
      `Familiar digits leave ${nats(known.epistemic)} nats of epistemic uncertainty on average; of the unfamiliar ` +
      `sets, ${setTitle(least!)} leaves least, ${nats(least!.epistemic)}.`,
    description:
      'Shares of the images by how much of their uncertainty would remain with certain weights (aleatoric) and ' +
      'how much comes of not knowing the weights (epistemic). Heights on a square-root scale, so that rare ' +
      `values can be seen; triangles mark means. The most that ten classes allow is ${nats(histogramBorders.at(-1)!)} nats.`,
    alternative: `Mean aleatoric and epistemic uncertainty (${title}): ${sets.map(words).join('; ')}.`,
    sample: `n\u00a0=\u00a0${sets
      .map((set) => `${formatNumber(set.images, 'integer')} (${setTitle(set)})`)
      .join(', ')}; seed ${String(header.seed)}`,
    sources: [header],
    data: {
      columns: [
        { name: 'set', title: 'Images' },
        { name: 'from', title: 'From, nats' },
        { name: 'to', title: 'To, nats' },
        { name: 'aleatoric', title: 'Aleatoric', style: 'percent' },
        { name: 'epistemic', title: 'Epistemic', style: 'percent' },
      ],
      rows: sets.flatMap((set) =>
        set.aleatoricHistogram.map((count, bin) => [
          setTitle(set),
          histogramBorders[bin]!,
          histogramBorders[bin + 1]!,
          count / set.images,
          set.epistemicHistogram[bin]! / set.images,
        ]),
      ),
    },
    drawing: {
      kind: 'chart',
      draw: (options) => drawHistograms(sets, histogramBorders, options),
    },
  };
}

/** The familiar set is named by what it holds. */
function setTitle({ title }: AskedSet): string {
  return title === 'familiar' ? 'MNIST' : title;
}

function drawHistograms(
  sets: readonly AskedSet[],
  borders: readonly number[],
  options: DrawOptions,
): Svg {
  const { palette, width } = options;
  const bottom = TOP + sets.length * ROW_HEIGHT;
  const gap = 24;
  const column = (width - gap) / 2;
  return chart(
    options,
    bottom + 30,
    ...KINDS.map(({ key, title }, index) => {
      const left = index * (column + gap);
      const x = scaleLinear([0, borders.at(-1)!], [left, left + column]);
      return group(
        {},
        label(`${title}, nats`, { x: left, y: 13, 'font-weight': 600 }),
        ...sets.map((set, row) => drawRow(set, key, borders, x, TOP + row * ROW_HEIGHT, options)),
        ...[0, 0.5, 1, 1.5, 2].map((value) =>
          label(String(value), {
            x: x(value),
            y: bottom + 16,
            'text-anchor': value === 0 ? 'start' : 'middle',
            'font-size': SMALL_FONT_SIZE,
            fill: palette.inkSoft,
          }),
        ),
      );
    }),
  );
}

function drawRow(
  set: AskedSet,
  kind: Kind,
  borders: readonly number[],
  x: (value: number) => number,
  top: number,
  { palette }: DrawOptions,
): Svg {
  const base = top + ROW_HEIGHT - 12;
  const height = scaleSqrt([0, 1], [0, BARS]);
  const counts = kind === 'aleatoric' ? set.aleatoricHistogram : set.epistemicHistogram;
  const mean = x(set[kind]);
  const small = { 'font-size': SMALL_FONT_SIZE, fill: palette.inkSoft };
  return group(
    {},
    label(setTitle(set), { x: x(0), y: top + 14, 'font-size': SMALL_FONT_SIZE, fill: palette.ink }),
    label(`mean ${formatNumber(set[kind], 'number', 3)}`, {
      x: x(borders.at(-1)!),
      y: top + 14,
      'text-anchor': 'end',
      ...small,
    }),
    line([x(0), base], [x(borders.at(-1)!), base], { stroke: palette.ruleStrong }),
    ...counts.map((count, bin) => {
      if (count === 0) return '';
      const bar = height(count / set.images);
      const [from, to] = [x(borders[bin]!), x(borders[bin + 1]!)];
      return element('rect', {
        x: from + 0.5,
        y: base - bar,
        width: to - from - 1,
        height: bar,
        fill: kind === 'aleatoric' ? palette.control : palette.bayes,
        'fill-opacity': 0.75,
      });
    }),
    element('path', {
      d: `M${mean.toFixed(2)} ${String(base + 1)}l4 7h-8Z`,
      fill: palette.ink,
    }),
  );
}
