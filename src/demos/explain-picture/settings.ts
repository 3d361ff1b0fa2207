import type { SegmentMethodId, SegmentSettings } from '../worker/messages.ts';

/** What the page knows of the study, taken from its artefacts. */
export interface ExplainPictureSettings {
  /** Place in the gallery of the image shown at first. */
  readonly position: number;
  readonly classNames: readonly string[];
  /** Of the images of the gallery: the classes that the network predicts. */
  readonly predicted: readonly number[];
  /** Side of an image in pixels. */
  readonly side: number;
  /** Composite of the study's LRP. */
  readonly composite: string;
  readonly segments: Omit<SegmentSettings, 'index'>;
  /** How good the maps of the study are by their own account, one an image. */
  readonly qualities: Readonly<Record<SegmentMethodId, readonly number[]>>;
  /** How images lie in the file of all of them. */
  readonly atlas: { readonly columns: number; readonly magnification: number };
}

/** Coalitions asked about in the page: more would take the network too long. */
const MOST_EVALUATIONS = 250;

/** How many coalitions are asked about where the study has not done so: never more than it did. */
export function evaluationsInPage({ segments }: Pick<ExplainPictureSettings, 'segments'>): number {
  return Math.min(MOST_EVALUATIONS, segments.evaluations);
}
