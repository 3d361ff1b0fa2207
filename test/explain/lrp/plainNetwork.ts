import * as tf from '@tensorflow/tfjs-core';
import type { Architecture, WeightKey } from '../../../compute/networks/architecture.ts';
import { layerParameters } from '../../../compute/networks/layerParameters.ts';
import type { Network } from '../../../compute/networks/network.ts';

/** A network in float64, row-major, for the dense replica; `inEngine` rounds it to float32. */
export interface PlainNetwork {
  readonly architecture: Architecture;
  readonly parameters: ReadonlyMap<WeightKey, readonly number[]>;
}

export function plainNetwork(
  inputShape: readonly [number, number, number],
  classes: number,
  layers: Architecture['layers'],
  parameters: Readonly<Record<string, readonly number[]>>,
): PlainNetwork {
  return {
    architecture: { name: 'test', inputShape, classes, layers },
    parameters: new Map(Object.entries(parameters) as [WeightKey, readonly number[]][]),
  };
}

/** Values drawn in file order of the parameters. Variances are made positive. */
export function randomNetwork(architecture: Architecture, draw: () => number): PlainNetwork {
  const parameters = new Map(
    layerParameters(architecture).map(({ key, name, shape }) => [
      key,
      Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () =>
        name === 'variance' ? 0.5 + Math.abs(draw()) : draw(),
      ),
    ]),
  );
  return { architecture, parameters };
}

/** Dispose with `disposeParameters`. */
export function inEngine({ architecture, parameters }: PlainNetwork): Network {
  return {
    architecture,
    parameters: new Map(
      layerParameters(architecture).map(({ key, shape }) => [
        key,
        tf.tensor([...parameters.get(key)!], [...shape], 'float32'),
      ]),
    ),
  };
}

export function disposeParameters(network: Network): void {
  for (const tensor of network.parameters.values()) tensor.dispose();
}
