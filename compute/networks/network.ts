import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Architecture, WeightKey } from './architecture.ts';
import { checkWeights } from './layerParameters.ts';

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

/**
 * Copies the parameters into the current numeric engine. The tensors outlive an enclosing
 * `tf.tidy`. Throws when a parameter is missing, unknown or of the wrong shape.
 */
export function loadNetwork({ architecture, weights }: StoredNetwork): Network {
  checkWeights(architecture, weights);
  const parameters = new Map<WeightKey, Tensor>();
  for (const [key, { shape, values }] of weights) {
    parameters.set(key, tf.keep(tf.tensor(values.slice(), [...shape], 'float32')));
  }
  return { architecture, parameters };
}

/** Copies the parameters out of the numeric engine; the network stays loaded. */
export function storeNetwork({ architecture, parameters }: Network): StoredNetwork {
  const weights = new Map<WeightKey, WeightArray>();
  for (const [key, tensor] of parameters) {
    weights.set(key, {
      shape: [...tensor.shape],
      values: (tensor.dataSync() as Float32Array).slice(),
    });
  }
  return { architecture, weights };
}

/** Frees the parameters. The network must not be used afterwards. */
export function disposeNetwork({ parameters }: Network): void {
  for (const tensor of parameters.values()) tensor.dispose();
}
