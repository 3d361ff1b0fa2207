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

/**
 * How alike the LRP maps in the page are to those of the study, whose weights are not rounded: the cosine
 * between the two maps of any image of the gallery is no less. The maps of some images change a good
 * deal, since rounding tips a few units of the network from silent to active or back.
 */
export const LEAST_LIKENESS = 0.97;

/** Coalitions asked about in the page: more would take the network too long. */
const MOST_EVALUATIONS = 250;

/** How many coalitions are asked about where the study has not done so: never more than it did. */
export function evaluationsInPage({ segments }: Pick<ExplainPictureSettings, 'segments'>): number {
  return Math.min(MOST_EVALUATIONS, segments.evaluations);
}
