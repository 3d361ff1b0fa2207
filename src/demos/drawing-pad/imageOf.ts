import { centred, type Drawing } from './drawing.ts';

/** A drawing, or an image of the gallery in its place. */
export interface DrawnOrPicked {
  readonly drawing: Drawing;
  /** Place in the gallery of the image that is shown, as it is, instead of a drawing. */
  readonly position: number | null;
}

/** The image that the network is given: drawings are centred as the training images were. */
export function imageOf({ drawing, position }: DrawnOrPicked): Float32Array {
  return position === null ? centred(drawing) : drawing;
}
