import { generatorFor } from '../../../compute/random/generator.ts';
import { drawLine, emptyDrawing, SIDE, type Drawing } from '../drawing-pad/drawing.ts';

type Point = readonly [x: number, y: number];

/** Images to ask about without drawing any; the digit comes from the data set. */
export const READY_INPUTS = [
  { id: 'digit', title: 'a digit' },
  { id: 'letter-e', title: 'the letter E' },
  { id: 'letter-h', title: 'the letter H' },
  { id: 'shoe', title: 'a shoe' },
  { id: 'noise', title: 'noise' },
  { id: 'blank', title: 'nothing at all' },
] as const;

export type ReadyInput = (typeof READY_INPUTS)[number]['id'];

export function isReadyInput(id: string): id is ReadyInput {
  return READY_INPUTS.some((input) => input.id === id);
}

/** Capitals as large as digits are: one that resembles no digit, and one that does. */
const LETTERS: Readonly<Record<'letter-e' | 'letter-h', readonly (readonly Point[])[]>> = {
  'letter-e': [
    [
      [19, 5],
      [9, 5],
      [9, 23],
      [19, 23],
    ],
    [
      [9, 14],
      [17, 14],
    ],
  ],
  'letter-h': [
    [
      [9, 5],
      [9, 23],
    ],
    [
      [19, 5],
      [19, 23],
    ],
    [
      [9, 14],
      [19, 14],
    ],
  ],
};

/** A sneaker from the side: for each height, where it begins and ends. */
const SNEAKER: readonly (readonly [y: number, from: number, to: number])[] = [
  [11, 3, 8],
  [13, 2.5, 12],
  [15, 2, 18],
  [17, 2, 24],
  [19, 2, 26],
  [20, 2, 26],
];

const NOISE_SEED = 1;

/**
 * The image that a choice stands for.
 * @param digit the image of the data set, row-major [28 × 28], 0 … 1
 */
export function readyImage(id: ReadyInput, digit: Drawing): Drawing {
  switch (id) {
    case 'digit':
      return digit.slice();
    case 'letter-e':
    case 'letter-h':
      return strokes(LETTERS[id]);
    case 'shoe':
      return strokes(
        SNEAKER.map(([y, from, to]) => [
          [from, y],
          [to, y],
        ]),
      );
    case 'noise': {
      const generator = generatorFor(NOISE_SEED, 'noise');
      return Float32Array.from({ length: SIDE * SIDE }, () => generator.uniform());
    }
    case 'blank':
      return emptyDrawing();
  }
}

function strokes(lines: readonly (readonly Point[])[]): Drawing {
  const drawing = emptyDrawing();
  for (const points of lines) {
    points.slice(1).forEach((to, index) => {
      drawLine(drawing, points[index]!, to, 1);
    });
  }
  return drawing;
}
