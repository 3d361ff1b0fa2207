import { scaleSqrt } from 'd3-scale';
import type { Evaluation } from '../../compute/results/evaluation.ts';
import { networkWords } from '../results/networkWords.ts';
import { formatInterval, formatNumber } from '../results/numberFormat.ts';
import { boxPaths } from './boxPaths.ts';
import { chart, SMALL_FONT_SIZE } from './chart.ts';
import type { DrawOptions, Figure } from './figure.ts';
import { group, label, type Svg } from './svg.ts';

const TOP = 46;
const LEFT = 64;
const NARROW = 450;
/** Narrow, the word for the rows stands above their names. */
const NARROW_LEFT = 40;
/** Width of a letter or digit, in parts of the size of the type. */
const LETTER = 0.52;

interface Mistake {
  readonly truth: number;
  readonly predicted: number;
  readonly count: number;
}

/** Which classes a network takes for which, on the test images. */
export function confusionFigure(evaluation: Evaluation): Figure {
  const { classNames, test, header, network } = evaluation;
  const worst = mistakes(test.confusion).slice(0, 3);
  const wrong = test.images - test.correct;
  const words = (mistake: Mistake | undefined) =>
    mistake
      ? `${classNames[mistake.truth]!} taken for ${classNames[mistake.predicted]!} (${String(mistake.count)} times)`
      : 'none';
  return {
    finding: `The most frequent mistake of ${networkWords(network)} is ${words(worst[0])}.`,
    description:
      `Rows: true class; columns: predicted class. ${formatNumber(wrong, 'integer')} of ` +
      `${formatNumber(test.images, 'integer')} test images lie off the diagonal; accuracy ` +
      `${formatNumber(test.accuracy.value, 'percent')}, 95\u202f% interval ${formatInterval(test.accuracy, 'percent')}.`,
    alternative: `Confusion matrix. Most frequent mistakes: ${worst.map(words).join(', ')}.`,
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

function drawConfusion({ classNames, test }: Evaluation, options: DrawOptions): Svg {
  const { palette } = options;
  const longNames = classNames.some((name) => name.length > 2);
  const narrow = options.width < NARROW;
  const left = (narrow ? NARROW_LEFT : LEFT) + (longNames ? 26 : 0);
  const size = Math.min(42, (options.width - left - 4) / classNames.length);
  const most = Math.max(1, ...mistakes(test.confusion).map(({ count }) => count));
  // Light enough that ink can be read on the strongest cell, in both themes.
  const strength = scaleSqrt([0, most], [0, 0.55]);
  const middle = left + (classNames.length * size) / 2;
  const soft = { 'font-size': SMALL_FONT_SIZE, fill: palette.inkSoft };
  const letters = Math.min(5, Math.floor(size / (LETTER * SMALL_FONT_SIZE)));
  return chart(
    options,
    TOP + classNames.length * size + 4,
    label('predicted', { x: middle, y: 12, 'text-anchor': 'middle', ...soft }),
    label('true', {
      x: narrow ? 0 : 4,
      y: narrow ? TOP - 10 : TOP + (classNames.length * size) / 2 + 4,
      ...soft,
    }),
    ...classNames.map((name, index) =>
      group(
        {},
        label(longNames ? name.slice(0, letters) : name, {
          x: left + (index + 0.5) * size,
          y: TOP - 10,
          'text-anchor': 'middle',
          'font-size': SMALL_FONT_SIZE,
        }),
        label(name, {
          x: left - 8,
          y: TOP + (index + 0.5) * size + 4,
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
            y: TOP + row * size + 0.5,
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
              y: TOP + (row + 0.5) * size + 4,
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
