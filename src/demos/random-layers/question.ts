import type { Cost, SegmentSettings } from '../worker/messages.ts';

/** Asks for the maps of a network whose layers are drawn anew one by one, from the top. */
export interface RandomLayersQuestion {
  readonly kind: 'random-layers';
  /** Address of the header of a loaded network. */
  readonly network: string;
  /** Row-major [height × width × channels], 0 … 1. */
  readonly image: Float32Array;
  /** Ids of composites of LRP: one row of maps each, before that of Kernel SHAP. */
  readonly composites: readonly string[];
  readonly segments: SegmentSettings;
  /** Which weights are drawn. */
  readonly draw: number;
}

export interface RandomLayersAnswer extends Cost {
  readonly kind: 'random-layers';
  readonly logits: Float32Array;
  /** The class explained: the one that the network as learned predicts. */
  readonly target: number;
  /** Types of the layers drawn anew, from the top: each stage has one more of them. */
  readonly layers: readonly string[];
  /** Row by row, one map a stage, the network as learned first: row-major [height × width]. */
  readonly maps: readonly (readonly Float32Array[])[];
  /**
   * Spearman's correlation of |relevance| with the map of the network as learned, over the pixels with
   * ink, row by row.
   */
  readonly similarities: readonly (readonly number[])[];
}
