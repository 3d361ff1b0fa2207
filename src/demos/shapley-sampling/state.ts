/** Coalitions that the reader may have drawn beside the empty and the full one; the last is all. */
export const BUDGETS = [16, 32, 64, 128, 256, 510] as const;

/** Seeds that the reader may step through: the study's own, number 0, and those after it. */
export const MOST_SEEDS = 1000;

/** What the reader has set up. */
export interface ShapleySamplingState {
  /** Place of the image in the gallery. */
  readonly position: number;
  readonly evaluations: number;
  /** Seeds after the study's own. */
  readonly seed: number;
}

/** The state as part of an address, e.g. `9~64~0`. */
export function textOfState({ position, evaluations, seed }: ShapleySamplingState): string {
  return [position, evaluations, seed].join('~');
}

/**
 * The state of an address; undefined where the text is not one.
 * @param images in the gallery
 */
export function stateOfText(text: string, images: number): ShapleySamplingState | undefined {
  const parts = text.split('~');
  if (parts.length !== 3 || !parts.every((part) => /^\d{1,3}$/.test(part))) return undefined;
  const [position, evaluations, seed] = parts.map(Number) as [number, number, number];
  const known = BUDGETS.some((budget) => budget === evaluations);
  return known && position < images && seed < MOST_SEEDS
    ? { position, evaluations, seed }
    : undefined;
}
