import type { SegmentSettings } from '../worker/messages.ts';

/** What the page knows of the study, taken from its artefacts. */
export interface LimeStepsSettings {
  /** Place in the gallery of the image shown at first. */
  readonly position: number;
  /** Masks drawn at first. */
  readonly evaluations: number;
  readonly classNames: readonly string[];
  /** Indices in the test set of the images of the gallery, which masks are drawn by. */
  readonly indices: readonly number[];
  readonly segments: Omit<SegmentSettings, 'index' | 'evaluations'>;
}

/** Seeds that are tried at once. */
export const SEEDS_AT_ONCE = 20;
