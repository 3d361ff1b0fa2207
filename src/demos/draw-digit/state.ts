import { emptyDrawing } from '../drawing-pad/drawing.ts';
import type { DrawnOrPicked } from '../drawing-pad/imageOf.ts';
import type { SegmentSettings } from '../worker/messages.ts';
import { EVALUATIONS_OF_DRAWING, type DrawDigitSettings } from './settings.ts';

/** What the reader has set up. */
export interface DrawDigitState extends DrawnOrPicked {
  /** Class explained; the predicted one when null. */
  readonly target: number | null;
  /** Id of an LRP composite. */
  readonly composite: string;
}

export function initialState(composite: string): DrawDigitState {
  return { drawing: emptyDrawing(), position: null, target: null, composite };
}

/** How coalitions are drawn: for an image of the gallery as in the study, for a drawing fewer. */
export function segmentsFor(
  { position }: Pick<DrawDigitState, 'position'>,
  { segments, indices }: DrawDigitSettings,
): SegmentSettings {
  return position === null
    ? { ...segments, evaluations: EVALUATIONS_OF_DRAWING, index: 0 }
    : { ...segments, index: indices[position]! };
}

/** What an address keeps of the state: a drawing does not fit into one. */
export type SharedState = Omit<DrawDigitState, 'drawing'>;

/** The state as part of an address, e.g. `9~8~epsilon`; an empty part stands for null. */
export function textOfState({ position, target, composite }: SharedState): string {
  return [position ?? '', target ?? '', composite].join('~');
}

/**
 * The state of an address; undefined where the text is not one.
 * @param images in the gallery
 * @param classes that the network tells apart
 * @param composites that can be chosen
 */
export function stateOfText(
  text: string,
  images: number,
  classes: number,
  composites: readonly string[],
): SharedState | undefined {
  const parts = /^(\d{0,3})~(\d{0,3})~(\w+)$/.exec(text);
  if (!parts) return undefined;
  const [position, target] = parts
    .slice(1, 3)
    .map((part) => (part === '' ? null : Number(part))) as [number | null, number | null];
  const composite = parts[3]!;
  const within = (value: number | null, end: number) => value === null || value < end;
  return within(position, images) && within(target, classes) && composites.includes(composite)
    ? { position, target, composite }
    : undefined;
}
