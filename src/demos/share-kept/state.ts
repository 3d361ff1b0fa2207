import { ALL_CONTROL_IDS, type AnyControlId } from '../../../compute/degrade/allControls.ts';
import { FILL_IDS, KEEP_IDS, type FillId, type KeepId } from './question.ts';

/** Equal steps from none of the pixels kept to all of them. */
export const STEPS = 20;

/** Who ranks the pixels, in the order of tables. */
export const RANKER_IDS = ['lrp', 'kernel-shap', 'lime', ...ALL_CONTROL_IDS] as const;
export type RankerId = (typeof RANKER_IDS)[number];

/** Whether a ranker knows nothing of the network. */
export function isControl(ranker: RankerId): ranker is AnyControlId {
  return ALL_CONTROL_IDS.some((id) => id === ranker);
}

/** What the reader has set up. */
export interface ShareKeptState {
  /** Place of the image in the gallery. */
  readonly position: number;
  readonly ranker: RankerId;
  readonly fill: FillId;
  readonly keep: KeepId;
  /** Steps of the share kept, 0 … STEPS. */
  readonly step: number;
}

/** The state as part of an address, e.g. `9~lrp~zero~most~4`. */
export function textOfState({ position, ranker, fill, keep, step }: ShareKeptState): string {
  return [position, ranker, fill, keep, step].join('~');
}

/**
 * The state of an address; undefined where the text is not one.
 * @param images in the gallery
 */
export function stateOfText(text: string, images: number): ShareKeptState | undefined {
  const [place, who, what, which, number, ...more] = text.split('~');
  const whole = (part: string | undefined) =>
    part !== undefined && /^\d{1,3}$/.test(part) ? Number(part) : NaN;
  const [position, step] = [whole(place), whole(number)];
  const ranker = RANKER_IDS.find((id) => id === who);
  const fill = FILL_IDS.find((id) => id === what);
  const keep = KEEP_IDS.find((id) => id === which);
  if (ranker === undefined || fill === undefined || keep === undefined) return undefined;
  if (more.length > 0 || !(position < images) || !(step <= STEPS)) return undefined;
  return { position, ranker, fill, keep, step };
}

/** Key of what does not depend on the image shown: curves of all images. */
export function curveKey({ fill, keep }: ShareKeptState, ranker: RankerId): string {
  return [ranker, fill, keep].join('~');
}
