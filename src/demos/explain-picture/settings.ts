import type { SegmentMethodId, SegmentSettings } from '../worker/messages.ts';
import type { NetworkId } from './state.ts';

/** What the page knows of the study, taken from its artefacts. */
export interface ExplainPictureSettings {
  /** Place in the gallery of the image shown at first. */
  readonly position: number;
  readonly classNames: readonly string[];
  /** Addresses of the files of each network: header and binary. */
  readonly networks: Readonly<Record<NetworkId, ModelFiles>>;
  /** Address of each image of the gallery. */
  readonly images: readonly string[];
  /** Of the images of the gallery: the classes that the study's network predicts. */
  readonly predicted: readonly number[];
  /** Side of an image in pixels. */
  readonly side: number;
  /** Composite of the study's LRP. */
  readonly composite: string;
  readonly segments: Omit<SegmentSettings, 'index'>;
  /** How good the maps of the study are by their own account, one an image. */
  readonly qualities: Readonly<Record<SegmentMethodId, readonly number[]>>;
}

export interface ModelFiles {
  readonly header: string;
  readonly binary: string;
}

/**
 * How alike the LRP maps in the page are to those of the study, whose weights are not rounded: the cosine
 * between the two maps of any image of the gallery is no less. The maps of some images change a good
 * deal, since rounding tips a few units of the network from silent to active or back.
 */
export const LEAST_LIKENESS = 0.97;

/** Coalitions that the study's network is asked about in the page: more would take it too long. */
const MOST_OF_STUDY = 250;

/** How many coalitions a network is asked about in the page: never more than the study asked. */
export function evaluationsInPage(
  { segments }: Pick<ExplainPictureSettings, 'segments'>,
  network: NetworkId,
): number {
  return network === 'study' ? Math.min(MOST_OF_STUDY, segments.evaluations) : segments.evaluations;
}
