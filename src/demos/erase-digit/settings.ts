import type { SegmentSettings } from '../worker/messages.ts';
import type { EraserId } from './question.ts';

/** What the page knows of the study, taken from its artefacts. */
export interface EraseDigitSettings {
  /** Place in the gallery of the image shown at first. */
  readonly position: number;
  readonly classNames: readonly string[];
  /** Indices in the test set of the images of the gallery, which coalitions are drawn by. */
  readonly indices: readonly number[];
  /** Share of the ink that may be erased: the share of an image that the study keeps. */
  readonly share: number;
  /** Composite of LRP. */
  readonly composite: string;
  readonly segments: Omit<SegmentSettings, 'index'>;
}

/** Who erases beside the reader, in the order of the table. */
export const ERASERS: readonly { readonly id: EraserId; readonly title: string }[] = [
  { id: 'lrp', title: 'LRP' },
  { id: 'lime', title: 'LIME' },
  { id: 'kernel-shap', title: 'Kernel SHAP' },
  { id: 'random', title: 'Chance' },
];
