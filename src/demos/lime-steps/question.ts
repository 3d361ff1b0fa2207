import type { Cost, SegmentSettings } from '../worker/messages.ts';

/** Asks for every step of LIME on one image, for the predicted class. */
export interface LimeStepsQuestion {
  readonly kind: 'lime-steps';
  /** Address of the header of a loaded network. */
  readonly network: string;
  /** Row-major [height × width × channels], 0 … 1. */
  readonly image: Float32Array;
  readonly segments: SegmentSettings;
}

export interface LimeStepsAnswer extends Cost {
  readonly kind: 'lime-steps';
  readonly logits: Float32Array;
  /** The class explained. */
  readonly target: number;
  /** Masks in the order drawn, the full one first: row-major [masks × segments], 0 or 1. */
  readonly masks: Uint8Array;
  /** What the network says of each mask, as a logit, what the linear model says, and its weight. */
  readonly values: Float32Array;
  readonly fitted: Float32Array;
  readonly weights: Float32Array;
  /** One a segment. */
  readonly coefficients: Float32Array;
  readonly intercept: number;
  /** Weighted share of the variance that the linear model explains. */
  readonly r2: number;
  /** Segment of each pixel, row-major [height × width]. */
  readonly labels: Int32Array;
}

/** Asks for the coefficients that other seeds would have given. */
export interface LimeSeedsQuestion {
  readonly kind: 'lime-seeds';
  readonly network: string;
  readonly image: Float32Array;
  /** The class explained. */
  readonly target: number;
  readonly segments: SegmentSettings;
  /** Seeds in place of the one in `segments`. */
  readonly seeds: readonly number[];
}

export interface LimeSeedsAnswer extends Cost {
  readonly kind: 'lime-seeds';
  /** Row-major [seeds × segments]. */
  readonly coefficients: Float32Array;
}
