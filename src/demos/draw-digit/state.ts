import { centred, emptyDrawing, type Drawing } from '../drawing-pad/drawing.ts';

/** What the reader has set up. */
export interface DrawDigitState {
  readonly drawing: Drawing;
  /** Whether the drawing is an image of the data set, shown as it is. */
  readonly picked: boolean;
  /** Class explained; the predicted one when null. */
  readonly target: number | null;
  readonly composite: string;
}

export function initialState(composite: string): DrawDigitState {
  return { drawing: emptyDrawing(), picked: false, target: null, composite };
}

/** The image that the network is given: drawings are centred as the training images were. */
export function imageOf({ drawing, picked }: DrawDigitState): Float32Array {
  return picked ? drawing : centred(drawing);
}

const REGIONS = [
  ['upper left', 'top', 'upper right'],
  ['left', 'middle', 'right'],
  ['lower left', 'bottom', 'lower right'],
] as const;

/** Names the ninth of a square map that holds most positive relevance; undefined where none is. */
export function strongestRegion(relevance: Float32Array): string | undefined {
  const side = Math.sqrt(relevance.length);
  const sums = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  relevance.forEach((value, pixel) => {
    const row = Math.min(2, Math.floor((3 * Math.floor(pixel / side)) / side));
    const column = Math.min(2, Math.floor((3 * (pixel % side)) / side));
    sums[3 * row + column]! += Math.max(0, value);
  });
  const most = sums.indexOf(Math.max(...sums));
  return sums[most] === 0 ? undefined : REGIONS[Math.floor(most / 3)]![most % 3];
}
