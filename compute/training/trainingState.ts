import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Architecture, WeightKey } from '../networks/architecture.ts';
import { layerParameters, valueCount } from '../networks/layerParameters.ts';
import { storeNetwork, type StoredNetwork } from '../networks/network.ts';
import { joinValues, splitValues } from '../networks/packedValues.ts';
import { optimiserSlots } from './optimiser.ts';
import type { TrainingSettings } from './settings.ts';

/**
 * Everything that training carries from step to step, as tensors that outlive `tf.tidy`. Random
 * numbers are not part of it: every epoch derives its own generator from the seed.
 */
export interface TrainingState {
  readonly architecture: Architecture;
  /** All parameters: trained, fixed, and running averages. */
  readonly parameters: Map<WeightKey, Tensor>;
  /** What the optimiser remembers of each trainable parameter. */
  readonly slots: Map<WeightKey, Tensor[]>;
  /** Slow weights of all parameters, with look-ahead only. */
  readonly slow: Map<WeightKey, Tensor> | undefined;
  /** Steps done. */
  steps: number;
}

/** The state before the first step. Dispose with `disposeTrainingState`. */
export function initialTrainingState(
  { architecture, weights }: StoredNetwork,
  settings: TrainingSettings,
): TrainingState {
  const arrays: Float32Array[] = [];
  const declared = layerParameters(architecture);
  for (const { key } of declared) arrays.push(weights.get(key)!.values);
  for (const { shape, trainable } of declared) {
    if (!trainable) continue;
    arrays.push(
      ...optimiserSlots(settings.optimiser).map(() => new Float32Array(valueCount(shape))),
    );
  }
  if (settings.lookAhead) {
    for (const { key } of declared) arrays.push(weights.get(key)!.values);
  }
  return stateOf(architecture, settings, arrays, 0);
}

/** The state as one binary, from which `restoreTrainingState` continues exactly. */
export function storeTrainingState(state: TrainingState): Uint8Array {
  const tensors = [
    ...state.parameters.values(),
    ...[...state.slots.values()].flat(),
    ...(state.slow?.values() ?? []),
  ];
  return joinValues(tensors.map((tensor) => tensor.dataSync() as Float32Array));
}

/**
 * Reads a state back.
 * @param steps done when it was stored
 * @throws Error when the binary has not the length that architecture and settings ask for
 */
export function restoreTrainingState(
  architecture: Architecture,
  settings: TrainingSettings,
  bytes: Uint8Array,
  steps: number,
): TrainingState {
  const declared = layerParameters(architecture);
  const slots = optimiserSlots(settings.optimiser).length;
  const counts = declared.map(({ shape }) => valueCount(shape));
  const lengths = [
    ...counts,
    ...declared.flatMap(({ trainable }, index) =>
      trainable ? Array<number>(slots).fill(counts[index]!) : [],
    ),
    ...(settings.lookAhead ? counts : []),
  ];
  return stateOf(architecture, settings, splitValues(bytes, lengths, 'training state'), steps);
}

/** The network as it is now, slow weights and optimiser left out. */
export function networkOfState({ architecture, parameters }: TrainingState): StoredNetwork {
  return storeNetwork({ architecture, parameters });
}

/** Frees all tensors of a state, which must not be used afterwards. */
export function disposeTrainingState({ parameters, slots, slow }: TrainingState): void {
  tf.dispose([...parameters.values(), ...[...slots.values()].flat(), ...(slow?.values() ?? [])]);
}

/** Puts a new tensor in the place of an old one, which is freed. */
export function replaceTensor<Key>(tensors: Map<Key, Tensor>, key: Key, recent: Tensor): void {
  tensors.get(key)!.dispose();
  tensors.set(key, tf.keep(recent));
}

/** @param arrays values of the parameters, of the slots, and of the slow weights, in this order */
function stateOf(
  architecture: Architecture,
  settings: TrainingSettings,
  arrays: readonly Float32Array[],
  steps: number,
): TrainingState {
  const declared = layerParameters(architecture);
  let next = 0;
  const tensor = (shape: readonly number[]) =>
    tf.keep(tf.tensor(arrays[next++]!.slice(), [...shape], 'float32'));
  const weights = () =>
    new Map(declared.map(({ key, shape }): [WeightKey, Tensor] => [key, tensor(shape)]));
  const parameters = weights();
  const slots = new Map<WeightKey, Tensor[]>();
  for (const { key, shape, trainable } of declared) {
    if (!trainable) continue;
    slots.set(
      key,
      optimiserSlots(settings.optimiser).map(() => tensor(shape)),
    );
  }
  return {
    architecture,
    parameters,
    slots,
    slow: settings.lookAhead ? weights() : undefined,
    steps,
  };
}
