import type { Cost, SegmentSettings } from '../worker/messages.ts';

/** Asks for Shapley values of a few large cells, exact and estimated, for the predicted class. */
export interface ShapleyQuestion {
  readonly kind: 'shapley-sampling';
  /** Address of the header of a loaded network. */
  readonly network: string;
  /** Row-major [height × width × channels], 0 … 1. */
  readonly image: Float32Array;
  /** Cells so large that all their coalitions can be asked about. */
  readonly segments: SegmentSettings;
  /** Budgets at which the error is measured. */
  readonly budgets: readonly number[];
  /** Samples drawn for each of them. */
  readonly samples: number;
}

export interface ShapleyAnswer extends Cost {
  readonly kind: 'shapley-sampling';
  readonly logits: Float32Array;
  /** The class explained. */
  readonly target: number;
  /** Value of the black image, and of the whole one. */
  readonly base: number;
  readonly full: number;
  /** One a cell. */
  readonly exact: Float32Array;
  readonly estimate: Float32Array;
  /** Of the estimate, by its own account; NaN where the sample is too small to tell. */
  readonly standardErrors: Float32Array;
  /** Coalitions drawn of each size, from none of the cells to all of them. */
  readonly sizes: readonly number[];
  /** Root mean square error over samples and cells, one a budget. */
  readonly errors: readonly number[];
  /** The same where the samples are smoothed by a Gaussian process. */
  readonly smoothedErrors: readonly number[];
  /** Cell of each pixel, row-major [height × width]. */
  readonly labels: Int32Array;
}
