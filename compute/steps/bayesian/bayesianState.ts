import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { valueCount } from '../../networks/layerParameters.ts';
import { joinValues, splitValues } from '../../networks/packedValues.ts';
import { initialVariational, variationalShapes, type LayerSizes } from '../../bayes/variational.ts';
import { normalsFor } from '../../random/normals.ts';
import { optimiserSlots } from '../../training/optimiser.ts';
import type { BayesianSettings } from './trainBayesianParameters.ts';

/**
 * Everything that variational training carries from step to step, as tensors that outlive `tf.tidy`.
 * Random numbers are not part of it: every epoch derives its own from the seed.
 */
export interface BayesianState {
  /** Means and ρ, in file order. */
  readonly parameters: Tensor[];
  /** What the optimiser remembers of each parameter. */
  readonly slots: Tensor[][];
  /** Steps done. */
  steps: number;
}

/** The state before the first step. Dispose with `disposeBayesianState`. */
export function initialBayesianState(
  sizes: LayerSizes,
  settings: BayesianSettings,
  seed: number,
  name: string,
): BayesianState {
  const values = initialVariational(sizes, settings.start, normalsFor(seed, name, 'start'));
  const zeros = values.flatMap(({ length }) =>
    optimiserSlots(settings.optimiser).map(() => new Float32Array(length)),
  );
  return stateOf(sizes, settings, [...values, ...zeros], 0);
}

/** The state as one binary, from which `restoreBayesianState` continues exactly. */
export function storeBayesianState({ parameters, slots }: BayesianState): Uint8Array {
  const tensors = [...parameters, ...slots.flat()];
  return joinValues(tensors.map((tensor) => tensor.dataSync() as Float32Array));
}

/**
 * Reads a state back.
 * @param steps done when it was stored
 * @throws Error when the binary has not the length that sizes and settings ask for
 */
export function restoreBayesianState(
  sizes: LayerSizes,
  settings: BayesianSettings,
  bytes: Uint8Array,
  steps: number,
): BayesianState {
  const counts = variationalShapes(sizes).map(valueCount);
  const slots = optimiserSlots(settings.optimiser).length;
  const lengths = [...counts, ...counts.flatMap((count) => Array<number>(slots).fill(count))];
  return stateOf(sizes, settings, splitValues(bytes, lengths, 'Bayesian training state'), steps);
}

/** Frees all tensors of a state, which must not be used afterwards. */
export function disposeBayesianState({ parameters, slots }: BayesianState): void {
  tf.dispose([...parameters, ...slots.flat()]);
}

/** @param arrays values of the parameters, then of the slots of each */
function stateOf(
  sizes: LayerSizes,
  settings: BayesianSettings,
  arrays: readonly Float32Array[],
  steps: number,
): BayesianState {
  let next = 0;
  const tensor = (shape: number[]) => tf.keep(tf.tensor(arrays[next++]!.slice(), shape, 'float32'));
  const shapes = variationalShapes(sizes);
  const parameters = shapes.map(tensor);
  const slots = shapes.map((shape) => optimiserSlots(settings.optimiser).map(() => tensor(shape)));
  return { parameters, slots, steps };
}
