import type { Tensor } from '@tensorflow/tfjs-core';
import type { Architecture, WeightKey } from './architecture.ts';

/** One parameter outside of any numeric engine: row-major float32 values and their shape. */
export interface WeightArray {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** All parameters of a network as plain arrays: what is stored, folded and compared. */
export type Weights = ReadonlyMap<WeightKey, WeightArray>;

/** An architecture with its parameters as plain arrays. */
export interface StoredNetwork {
  readonly architecture: Architecture;
  readonly weights: Weights;
}

/** A network whose parameters live in the current numeric engine. Dispose with `disposeNetwork`. */
export interface Network {
  readonly architecture: Architecture;
  readonly parameters: ReadonlyMap<WeightKey, Tensor>;
}
