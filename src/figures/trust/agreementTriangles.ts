import { boxPaths } from '../boxPaths.ts';
import { chart, SMALL_FONT_SIZE } from '../chart.ts';
import type { DrawOptions } from '../figure.ts';
import { group, label, type Svg } from '../svg.ts';
import { drawShadeKey, shade } from './shade.ts';

/** A comparison of every two rankings. */
export interface PairwiseMeasure {
  readonly title: string;
  /** From −1 to 1, by the positions of two rankings. */
  readonly valueOf: (first: number, second: number) => number;
}

export interface RankingName {
  readonly title: string;
  readonly isControl: boolean;
}

const HEAD = 22;
const LINE = 13;
const GAP = 10;
/** Mean width of a letter, in parts of the size of the type. */
const LETTER = 0.52;

/**
 * A triangle for each measure, below each other: a square matrix of so many rankings, named at two of
 * its sides, would leave a narrow column cells lower than a line of text. Each name stands at the end
 * of its row, over its column.
 */
export function drawTriangles(
  names: readonly RankingName[],
  measures: readonly PairwiseMeasure[],
  options: DrawOptions,
): Svg {
  const height = HEAD + names.length * LINE + GAP;
  const cell = cellWidth(names, options.width);
  const hasNegatives = measures.some(({ valueOf }) =>
    names.some((_, down) => names.slice(0, down).some((_, across) => valueOf(down, across) < 0)),
  );
  return chart(
    options,
    measures.length * height,
    drawShadeKey({ right: options.width, top: 0, room: options.width / 2 }, hasNegatives, options),
    ...measures.map((measure, position) =>
      group(
        { transform: `translate(0 ${String(position * height)})` },
        label(measure.title, { x: 0, y: 12, 'font-size': SMALL_FONT_SIZE, 'font-weight': 600 }),
        ...boxPaths(
          names.flatMap((_, down) =>
            Array.from({ length: down }, (_, across) =>
              shade(
                measure.valueOf(down, across),
                { x: across * cell, y: HEAD + down * LINE, width: cell, height: LINE },
                options.palette,
              ),
            ),
          ),
        ),
        ...names.map((name, down) => drawName(name, down, cell, options)),
      ),
    ),
  );
}

function drawName(
  { title, isControl }: RankingName,
  down: number,
  width: number,
  { palette }: DrawOptions,
): Svg {
  return label(title, {
    x: down * width + 3,
    y: HEAD + down * LINE + 10,
    'font-size': SMALL_FONT_SIZE,
    'font-style': isControl ? 'italic' : undefined,
    fill: isControl ? palette.inkSoft : palette.ink,
  });
}

/** So wide that every name ends within the drawing. */
function cellWidth(names: readonly RankingName[], width: number): number {
  const rooms = names.slice(1).map(({ title }, position) => {
    const reach = title.length * SMALL_FONT_SIZE * LETTER + 3;
    return (width - reach) / (position + 1);
  });
  return Math.min(LINE, ...rooms);
}
