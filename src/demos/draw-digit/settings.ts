import type { SegmentSettings } from '../worker/messages.ts';

/** What the page knows of the study, taken from its artefacts. */
export interface DrawDigitSettings {
  readonly classNames: readonly string[];
  /** Indices in the test set of the images of the gallery, which coalitions are drawn by. */
  readonly indices: readonly number[];
  /** Composite of the study's LRP. */
  readonly composite: string;
  readonly segments: Omit<SegmentSettings, 'index'>;
}

/** Coalitions for a drawing: fewer than the study asks about, so that the maps come while one looks. */
export const EVALUATIONS_OF_DRAWING = 250;
