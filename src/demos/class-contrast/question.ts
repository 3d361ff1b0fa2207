import type { Cost, SegmentSettings } from '../worker/messages.ts';

/** Asks for the LRP maps of two classes of one image. */
export interface ContrastQuestion {
  readonly kind: 'contrast-by-lrp';
  /** Address of the header of a loaded network. */
  readonly network: string;
  /** Row-major [height × width × channels], 0 … 1. */
  readonly image: Float32Array;
  /** The class of the largest logit when null. */
  readonly first: number | null;
  /** The likeliest other class when null, or when it is the first. */
  readonly second: number | null;
  /** Id of a composite of compute/explain/lrp/composites.ts. */
  readonly composite: string;
}

export interface ContrastAnswer extends Cost {
  readonly kind: 'contrast-by-lrp';
  readonly logits: Float32Array;
  readonly first: number;
  readonly second: number;
  /** Of the first class and of the second: one signed number a pixel, row-major [height × width]. */
  readonly maps: TwoMaps;
}

/** Asks for the Kernel SHAP maps of two classes, from one sample of coalitions. */
export interface SegmentContrastQuestion {
  readonly kind: 'contrast-by-kernel-shap';
  readonly network: string;
  readonly image: Float32Array;
  readonly first: number;
  readonly second: number;
  readonly segments: SegmentSettings;
}

export interface SegmentContrastAnswer extends Cost {
  readonly kind: 'contrast-by-kernel-shap';
  /** One signed number a pixel, row-major [height × width], equal within a segment. */
  readonly maps: TwoMaps;
  /** What the segments of each map add up to. */
  readonly sums: readonly [number, number];
}

export type TwoMaps = readonly [first: Float32Array, second: Float32Array];
