import { emptyDrawing } from '../drawing-pad/drawing.ts';
import type { DrawnOrPicked } from '../drawing-pad/imageOf.ts';

/** What the reader has set up. */
export interface ClassContrastState extends DrawnOrPicked {
  /** The predicted class when null. */
  readonly first: number | null;
  /** The likeliest other class when null. */
  readonly second: number | null;
}

export function initialState(position: number): ClassContrastState {
  return { drawing: emptyDrawing(), position, first: null, second: null };
}

/** What an address keeps of the state: a drawing does not fit into one. */
export type SharedState = Omit<ClassContrastState, 'drawing'>;

/** The state as part of an address, e.g. `9~3~8`; an empty part stands for null. */
export function textOfState({ position, first, second }: SharedState): string {
  return [position, first, second].map((part) => part ?? '').join('~');
}

/**
 * The state of an address; undefined where the text is not one.
 * @param images in the gallery
 * @param classes that the network tells apart
 */
export function stateOfText(
  text: string,
  images: number,
  classes: number,
): SharedState | undefined {
  const parts = text.split('~');
  if (parts.length !== 3 || !parts.every((part) => /^\d{0,3}$/.test(part))) return undefined;
  const [position, first, second] = parts.map((part) => (part === '' ? null : Number(part)));
  const within = (value: number | null | undefined, end: number) =>
    value === null || (value !== undefined && value < end);
  if (!within(position, images) || !within(first, classes) || !within(second, classes)) {
    return undefined;
  }
  return { position: position!, first: first!, second: second! };
}
