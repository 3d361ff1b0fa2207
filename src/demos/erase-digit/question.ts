import type { Cost, MethodId, SegmentSettings } from '../worker/messages.ts';

/** Asks what a network says of an image. */
export interface PredictQuestion {
  readonly kind: 'predict';
  /** Address of the header of a loaded network. */
  readonly network: string;
  /** Row-major [height × width × channels], 0 … 1. */
  readonly image: Float32Array;
}

export interface PredictAnswer extends Cost {
  readonly kind: 'predict';
  readonly logits: Float32Array;
}

/** Lets every method erase an image by its own ranking, the most relevant pixels first. */
export interface EraseQuestion {
  readonly kind: 'erase-by-methods';
  readonly network: string;
  readonly image: Float32Array;
  /** Composite of LRP. */
  readonly composite: string;
  readonly segments: SegmentSettings;
  /** Pixels that may be erased. */
  readonly most: number;
}

/** Who erases: the methods, and chance. */
export type EraserId = MethodId | 'random';

/** What became of an image whose pixels were erased one by one. */
export interface Erasure {
  readonly id: EraserId;
  /** Lead of the class that was predicted over the likeliest other, after 0, 1, 2 … pixels. */
  readonly leads: Float32Array;
}

export interface EraseAnswer extends Cost {
  readonly kind: 'erase-by-methods';
  /** The class predicted of the whole image. */
  readonly target: number;
  readonly erasures: readonly Erasure[];
}
