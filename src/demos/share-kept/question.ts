import type { AnyControlId } from '../../../compute/degrade/allControls.ts';
import type { Cost } from '../worker/messages.ts';

/** Fills on offer, by their ids in compute/degrade/fills. */
export const FILL_IDS = [
  'salt-and-pepper',
  'zero',
  'mean',
  'gaussian-noise',
  'blur',
  'road',
] as const;
export type FillId = (typeof FILL_IDS)[number];

/** Which pixels are kept: those that speak most for the class, or those that speak least for it. */
export const KEEP_IDS = ['most', 'least'] as const;
export type KeepId = (typeof KEEP_IDS)[number];

/** What pixels are ranked by. */
export type Ranking =
  | { readonly kind: 'lrp'; readonly composite: string }
  | { readonly kind: 'control'; readonly id: AnyControlId }
  /** One number a pixel, row-major [height × width], for every image. */
  | { readonly kind: 'maps'; readonly maps: readonly Float32Array[] };

/** Asks what a network says of images of which more and more is kept. */
export interface DegradeQuestion {
  readonly kind: 'degrade-images';
  /** Address of the header of a loaded network. */
  readonly network: string;
  /** Row-major [height × width × channels], 0 … 1. */
  readonly images: readonly Float32Array[];
  /** Indices in the test set, which noise and ties are drawn by. */
  readonly indices: readonly number[];
  readonly seed: number;
  readonly ranking: Ranking;
  readonly fill: FillId;
  readonly keep: KeepId;
  /** Equal steps from none of the pixels kept to all of them. */
  readonly steps: number;
}

export interface DegradeAnswer extends Cost {
  readonly kind: 'degrade-images';
  /** Row-major [images × (steps + 1) × classes]. */
  readonly logits: Float32Array;
  /** The first image with none, some, all of its pixels: row-major [(steps + 1) × pixels]. */
  readonly shown: Float32Array;
}
