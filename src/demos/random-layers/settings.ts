import type { SegmentSettings } from '../worker/messages.ts';

/** What the page knows of the study, taken from its artefacts. */
export interface RandomLayersSettings {
  /** Place in the gallery of the image shown at first. */
  readonly position: number;
  readonly classNames: readonly string[];
  /** Indices in the test set of the images of the gallery, which coalitions are drawn by. */
  readonly indices: readonly number[];
  /** Ids of composites of LRP, one row each; the last row is Kernel SHAP's. */
  readonly composites: readonly string[];
  /** Names of all rows. */
  readonly titles: readonly string[];
  readonly segments: Omit<SegmentSettings, 'index'>;
}

/** Coalitions of each map of Kernel SHAP: fewer than in the study, since every stage needs its own. */
export const STAGE_EVALUATIONS = 200;
