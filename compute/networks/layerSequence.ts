import type { Architecture, Layer, ParameterName, WeightKey } from './architecture.ts';
import type { StoredNetwork, WeightArray } from './network.ts';

/** One layer with its own parameters, free of its position: what can be moved, changed or dropped. */
export interface SequenceLayer {
  readonly layer: Layer;
  readonly parameters: ReadonlyMap<ParameterName, WeightArray>;
  /** Position in the network that it was taken from, for messages. */
  readonly origin: number;
}

/** A network as a sequence of layers that each hold their own parameters. */
export function toSequence({ architecture, weights }: StoredNetwork): SequenceLayer[] {
  return architecture.layers.map((layer, origin) => {
    const own = Array.from(weights, ([key, array]) => [...key.split('.'), array] as const)
      .filter(([index]) => Number(index) === origin)
      .map(([, name, array]) => [name as ParameterName, array as WeightArray] as const);
    return { layer, parameters: new Map(own), origin };
  });
}

/** The network of a sequence, its parameters keyed by their new positions. */
export function fromSequence(
  architecture: Architecture,
  sequence: readonly SequenceLayer[],
): StoredNetwork {
  const weights = new Map<WeightKey, WeightArray>();
  sequence.forEach(({ parameters }, index) => {
    for (const [name, array] of parameters) weights.set(`${index}.${name}`, array);
  });
  return { architecture: { ...architecture, layers: sequence.map(({ layer }) => layer) }, weights };
}
