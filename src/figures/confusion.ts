import { scaleSqrt } from 'd3-scale';
import type { Evaluation } from '../../compute/results/evaluation.ts';
import { networkWords } from '../results/networkWords.ts';
import { formatInterval, formatNumber } from '../results/numberFormat.ts';
import { boxPaths } from './boxPaths.ts';
import { chart, SMALL_FONT_SIZE } from './chart.ts';
import { columnHead } from './columnHead.ts';
import type { DrawOptions, Figure } from './figure.ts';
import { group, label, type Svg } from './svg.ts';
import { capitalised, listed } from './wordLists.ts';

/** Above the matrix, where names of columns are short. */
const TOP = 46;
const LEFT = 64;
const NARROW = 450;
/** Narrow, the word for the rows stands above their names. */
const NARROW_LEFT = 40;
/** Of more mistakes that are equally frequent, the rest are counted. */
const MOST_NAMED = 4;
/** Width of a letter or digit, in parts of the size of the type. */
const LETTER = 0.52;

interface Mistake {
  readonly truth: number;
  readonly predicted: number;
  readonly count: number;
}

/** Which classes a network takes for which, on the test images. */
export function confusionFigure(evaluation: Evaluation): Figure {
  const { classNames, test, header } = evaluation;
  const worst = mistakes(test.confusion).slice(0, 3);
  const wrong = test.images - test.correct;
  const words = (mistake: Mistake) =>
    `${mistakeWords(mistake, classNames)} (${timesWords(mistake.count)})`;
  return {
    finding: findingOf(evaluation),
    description:
      `Rows: true class; columns: predicted class. ${formatNumber(wrong, 'integer')} of ` +
      `${formatNumber(test.images, 'integer')} test images lie off the diagonal; accuracy ` +
      `${formatNumber(test.accuracy.value, 'percent')}, 95\u202f% interval ${formatInterval(test.accuracy, 'percent')}.`,
    alternative: `Confusion matrix. Most frequent mistakes: ${worst.map(words).join(', ') || 'none'}.`,
    sample: `n\u00a0=\u00a0${formatNumber(test.images, 'integer')} test images, seed ${String(header.seed)}`,
    sources: [header],
    data: {
      columns: [
        { name: 'true_class', title: 'True' },
        ...classNames.map((name) => ({
          name: `predicted_${name}`,
          title: name,
          style: 'integer' as const,
        })),
      ],
      rows: test.confusion.map((counts, row) => [classNames[row]!, ...counts]),
    },
    drawing: { kind: 'chart', draw: (options) => drawConfusion(evaluation, options) },
  };
}

function findingOf({ classNames, test, network }: Evaluation): string {
  const all = mistakes(test.confusion);
  const worst = all.filter(({ count }) => count === all[0]!.count);
  const named = worst.slice(0, MOST_NAMED).map((mistake) => mistakeWords(mistake, classNames));
  const others = worst.length - named.length;
  if (others > 0) named.push(`${String(others)} more`);
  switch (worst.length) {
    case 0:
      return `${capitalised(networkWords(network))} makes no mistake.`;
    case 1:
      return `The most frequent mistake of ${networkWords(network)} is ${named[0]!} (${timesWords(worst[0]!.count)}).`;
    default:
      return `The most frequent mistakes of ${networkWords(network)} are ${listed(named)} (${timesWords(worst[0]!.count)} each).`;
  }
}

function mistakeWords({ truth, predicted }: Mistake, classNames: readonly string[]): string {
  return `${classNames[truth]!} taken for ${classNames[predicted]!}`;
}

function timesWords(count: number): string {
  return count === 1 ? 'once' : `${formatNumber(count, 'integer')} times`;
}

function drawConfusion({ classNames, test }: Evaluation, options: DrawOptions): Svg {
  const { palette } = options;
  const longNames = classNames.some((name) => name.length > 2);
  const narrow = options.width < NARROW;
  const left = (narrow ? NARROW_LEFT : LEFT) + (longNames ? 26 : 0);
  const longest = Math.max(...classNames.map(({ length }) => length)) * LETTER * SMALL_FONT_SIZE;
  // Long names of columns stand upright.
  const top = longNames ? Math.ceil(longest) + 30 : TOP;
  const size = Math.min(42, (options.width - left - 4) / classNames.length);
  const most = Math.max(1, ...mistakes(test.confusion).map(({ count }) => count));
  // Light enough that ink can be read on the strongest cell, in both themes.
  const strength = scaleSqrt([0, most], [0, 0.55]);
  const middle = left + (classNames.length * size) / 2;
  const soft = { 'font-size': SMALL_FONT_SIZE, fill: palette.inkSoft };
  return chart(
    options,
    top + classNames.length * size + 4,
    label('predicted', { x: middle, y: 12, 'text-anchor': 'middle', ...soft }),
    label('true', {
      x: narrow ? 0 : 4,
      y: narrow ? top - 10 : top + (classNames.length * size) / 2 + 4,
      ...soft,
    }),
    ...classNames.map((name, index) =>
      group(
        {},
        label(name, {
          ...columnHead(left + (index + 0.5) * size, top - 8, longNames),
          'font-size': SMALL_FONT_SIZE,
        }),
        label(name, {
          x: left - 8,
          y: top + (index + 0.5) * size + 4,
          'text-anchor': 'end',
          'font-size': SMALL_FONT_SIZE,
        }),
      ),
    ),
    ...boxPaths(
      test.confusion.flatMap((counts, row) =>
        counts.map((count, column) => ({
          box: {
            x: left + column * size + 0.5,
            y: top + row * size + 0.5,
            width: size - 1,
            height: size - 1,
          },
          look: {
            fill: row === column ? palette.rule : palette.accent,
            'fill-opacity': row === column ? 0.45 : strength(count),
            stroke: palette.rule,
            'stroke-width': 0.5,
          },
        })),
      ),
    ),
    ...test.confusion.flatMap((counts, row) =>
      counts.map((count, column) =>
        count === 0
          ? ''
          : label(String(count), {
              x: left + (column + 0.5) * size,
              y: top + (row + 0.5) * size + 4,
              'text-anchor': 'middle',
              'font-size': SMALL_FONT_SIZE,
              fill: row === column ? palette.inkSoft : palette.ink,
            }),
      ),
    ),
  );
}

/** Cells off the diagonal that are not empty, most frequent first. */
function mistakes(confusion: readonly (readonly number[])[]): Mistake[] {
  return confusion
    .flatMap((counts, truth) => counts.map((count, predicted) => ({ truth, predicted, count })))
    .filter(({ truth, predicted, count }) => truth !== predicted && count > 0)
    .sort((first, second) => second.count - first.count);
}
