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
