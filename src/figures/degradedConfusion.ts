import { scaleSqrt } from 'd3-scale';
import type { Degradation } from '../../compute/results/degradation.ts';
import { networkWords } from '../results/networkWords.ts';
import { formatNumber } from '../results/numberFormat.ts';
import { boxPaths } from './boxPaths.ts';
import { chart, SMALL_FONT_SIZE } from './chart.ts';
import { columnHead } from './columnHead.ts';
import type { DrawOptions, Figure } from './figure.ts';
import { group, label, type Svg } from './svg.ts';
import { capitalised, listed } from './wordLists.ts';

/** Rankings whose confusions are drawn, after the intact images. */
const SHOWN = ['lime', 'kernel-shap', 'lrp', 'random'];

const GAP = 18;
const HEAD = 40;
const FOOT = 18;
/** Over narrower cells, in CSS pixels, the beginnings of names stand upright. */
const LEAST_ACROSS = 16;

interface Panel {
  readonly title: string;
  /** Rows: true class; columns: predicted class; mean number of images. */
  readonly confusion: readonly (readonly number[])[];
}

/** What a network takes images for, before and after they are degraded. */
export function degradedConfusionFigure(
  degradation: Degradation,
  classNames: readonly string[],
): Figure {
  const { images, keptShare, noiseSeeds, header, network } = degradation;
  const panels = panelsOf(degradation);
  const favourites = panels.map((panel) => ({ panel, ...favouriteMistake(panel) }));
  const blind = favourites.at(-1)!;
  const percent = (share: number) => formatNumber(share, 'percent', 0);
  const favouriteWords = favourites
    .slice(1)
    .map(
      ({ panel, predicted, share }) =>
        `${panel.title} ${classNames[predicted]!} (${percent(share)})`,
    );
  return {
    finding:
      `Of the wrong answers to images of which ${blind.panel.title.toLowerCase()} are kept, ` +
      `${percent(blind.share)} are “${classNames[blind.predicted]!}”.`,
    description:
      `Rows: true class; columns: what ${networkWords(network)} takes the images for, intact and with ` +
      `${percent(keptShare)} of their pixels kept as each title says. The stronger the colour of a ` +
      'cell, the more images; the diagonal, where they are right, in grey. The most frequent wrong answer, with its ' +
      `share of all wrong ones: ${listed(favouriteWords)}.`,
    alternative: `Confusion matrices before and after degradation. Most frequent wrong answer: ${favouriteWords.join(', ')}.`,
    sample: `n\u00a0=\u00a0${formatNumber(images, 'integer')} images, mean over ${String(noiseSeeds)} noise seeds, seed ${String(header.seed)}`,
    sources: [header],
    data: {
      columns: [
        { name: 'true_class', title: 'True' },
        { name: 'predicted_class', title: 'Predicted' },
        ...panels.map(({ title }, position) => ({
          name: position === 0 ? 'intact' : SHOWN[position - 1]!,
          title,
          style: 'number' as const,
          digits: 1,
        })),
      ],
      rows: classNames.flatMap((truth, row) =>
        classNames.map((predicted, column) => [
          truth,
          predicted,
          ...panels.map(({ confusion }) => confusion[row]![column]!),
        ]),
      ),
    },
    drawing: { kind: 'chart', draw: (options) => drawPanels(panels, classNames, options) },
  };
}

function panelsOf({ rows, intactConfusion }: Degradation): Panel[] {
  const shown = SHOWN.flatMap((id) => rows.find((row) => row.id === id) ?? []);
  return [
    { title: 'Intact images', confusion: intactConfusion },
    ...shown.map(({ title, confusion }) => ({ title, confusion })),
  ];
}

/** The class that most wrong answers name, and its share of all wrong answers. */
function favouriteMistake({ confusion }: Panel): { predicted: number; share: number } {
  const wrong = confusion[0]!.map((_, column) =>
    confusion.reduce((sum, row, truth) => sum + (truth === column ? 0 : row[column]!), 0),
  );
  const all = wrong.reduce((sum, count) => sum + count, 0);
  const predicted = wrong.indexOf(Math.max(...wrong));
  return { predicted, share: all === 0 ? 0 : wrong[predicted]! / all };
}

function drawPanels(
  panels: readonly Panel[],
  classNames: readonly string[],
  options: DrawOptions,
): Svg {
  const columns = options.width < 450 ? 2 : 3;
  const left = classNames.some((name) => name.length > 2) ? 24 : 14;
  const side = (options.width - columns * left - (columns - 1) * GAP) / columns;
  const height = HEAD + side + FOOT;
  const most = Math.max(
    1,
    ...panels.flatMap(({ confusion }) =>
      confusion.flatMap((row, truth) => row.filter((_, column) => column !== truth)),
    ),
  );
  const strength = scaleSqrt([0, most], [0, 1]);
  return chart(
    options,
    Math.ceil(panels.length / columns) * height,
    ...panels.map((panel, position) => {
      const x = (position % columns) * (left + side + GAP) + left;
      const y = Math.floor(position / columns) * height;
      return group(
        { transform: `translate(${String(Math.round(x))} ${String(Math.round(y))})` },
        drawPanel(panel, classNames, side, strength, options),
      );
    }),
  );
}

function drawPanel(
  { title, confusion }: Panel,
  classNames: readonly string[],
  side: number,
  strength: (count: number) => number,
  { palette }: DrawOptions,
): Svg {
  const cell = side / classNames.length;
  const soft = { 'font-size': SMALL_FONT_SIZE, fill: palette.inkSoft };
  const initials = classNames.map((name) => capitalised(name).slice(0, 2));
  const upright = cell < LEAST_ACROSS && initials.some((name) => name.length > 1);
  return group(
    {},
    label(title, { x: 0, y: 14, 'font-size': SMALL_FONT_SIZE, 'font-weight': 600 }),
    ...initials.flatMap((name, index) => [
      label(name, { ...columnHead((index + 0.5) * cell, HEAD - 4, upright), ...soft }),
      label(name, { x: -5, y: HEAD + (index + 0.5) * cell + 3, 'text-anchor': 'end', ...soft }),
    ]),
    ...boxPaths(
      confusion.flatMap((row, truth) =>
        row.map((count, predicted) => ({
          box: {
            x: predicted * cell + 0.5,
            y: HEAD + truth * cell + 0.5,
            width: cell - 1,
            height: cell - 1,
          },
          look: {
            fill: truth === predicted ? palette.inkSoft : palette.accent,
            'fill-opacity': truth === predicted ? 0.2 : strength(count),
            stroke: palette.rule,
            'stroke-width': 0.5,
          },
        })),
      ),
    ),
  );
}
