/** Masks that the reader may have drawn, rising; the last is what the study draws. */
export const EVALUATIONS = [60, 100, 200, 500, 1000, 2000] as const;

/** Seeds that the reader may step through: the study's own, number 0, and those after it. */
export const MOST_SEEDS = 1000;

/** What the reader has set up. */
export interface LimeStepsState {
  /** Place of the image in the gallery. */
  readonly position: number;
  readonly evaluations: number;
  /** Seeds after the study's own. */
  readonly seed: number;
  /** Which mask is shown, from 0, the full one. */
  readonly mask: number;
}

/** The state as part of an address, e.g. `9~100~0~4`. */
export function textOfState({ position, evaluations, seed, mask }: LimeStepsState): string {
  return [position, evaluations, seed, mask].join('~');
}

/**
 * The state of an address; undefined where the text is not one.
 * @param images in the gallery
 */
export function stateOfText(text: string, images: number): LimeStepsState | undefined {
  const parts = text.split('~');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,4}$/.test(part))) return undefined;
  const [position, evaluations, seed, mask] = parts.map(Number) as [number, number, number, number];
  const known = EVALUATIONS.some((number) => number === evaluations);
  if (!known || position >= images || seed >= MOST_SEEDS || mask >= evaluations) return undefined;
  return { position, evaluations, seed, mask };
}
