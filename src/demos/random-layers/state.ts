/** Draws of weights that the reader may step through. */
export const MOST_DRAWS = 1000;

/** What the reader has set up. */
export interface RandomLayersState {
  /** Place of the image in the gallery. */
  readonly position: number;
  /** Which random weights are shown. */
  readonly draw: number;
}

/** The state as part of an address, e.g. `9~0`. */
export function textOfState({ position, draw }: RandomLayersState): string {
  return `${position}~${draw}`;
}

/**
 * The state of an address; undefined where the text is not one.
 * @param images in the gallery
 */
export function stateOfText(text: string, images: number): RandomLayersState | undefined {
  if (!/^\d{1,3}~\d{1,3}$/.test(text)) return undefined;
  const [position, draw] = text.split('~').map(Number) as [number, number];
  return position < images && draw < MOST_DRAWS ? { position, draw } : undefined;
}
