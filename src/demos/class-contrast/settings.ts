import type { SegmentSettings } from '../worker/messages.ts';

/** What the page knows of the study, taken from its artefacts. */
export interface ClassContrastSettings {
  /** Place in the gallery of the image shown at first. */
  readonly position: number;
  readonly classNames: readonly string[];
  /** Indices in the test set of the images of the gallery, which coalitions are drawn by. */
  readonly indices: readonly number[];
  /** Composite of LRP. */
  readonly composite: string;
  readonly segments: Omit<SegmentSettings, 'index'>;
}

/** Methods of the demo, in the order of its rows. */
export const CONTRAST_METHODS = ['lrp', 'kernel-shap'] as const;
export type ContrastMethod = (typeof CONTRAST_METHODS)[number];

/** Maps of each method, in the order of the columns. */
export const CONTRAST_SIDES = ['first', 'second', 'difference'] as const;
export type ContrastSide = (typeof CONTRAST_SIDES)[number];
