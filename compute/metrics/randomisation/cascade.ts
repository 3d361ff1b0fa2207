import type { WeightKey } from '../../networks/architecture.ts';
import { initialWeights, type Initialisation } from '../../networks/initialWeights.ts';
import { layerParameters } from '../../networks/layerParameters.ts';
import type { StoredNetwork, WeightArray } from '../../networks/network.ts';
import type { Generator } from '../../random/generator.ts';

/** A network whose layers from the logits down to one have been drawn anew. */
export interface RandomisedNetwork {
  /** The lowest layer that is random, its position in the architecture. */
  readonly layer: number;
  readonly network: StoredNetwork;
}

/**
 * Cascading randomisation: first the topmost layer that has parameters gets new ones, then the next
 * lower one too, until all are random (Adebayo et al. 2018, section 4.1). Fixed filters are drawn anew
 * like all others.
 * @returns one network a layer with parameters, from the top
 */
export function cascade(
  network: StoredNetwork,
  initialisation: Initialisation,
  generator: Generator,
): RandomisedNetwork[] {
  const { architecture } = network;
  const random = initialWeights(architecture, initialisation, generator).weights;
  const declared = layerParameters(architecture);
  const layers = [...new Set(declared.map(({ layer }) => layer))].reverse();
  return layers.map((layer) => {
    const weights = new Map<WeightKey, WeightArray>();
    for (const { key, layer: owner } of declared) {
      weights.set(key, (owner >= layer ? random : network.weights).get(key)!);
    }
    return { layer, network: { architecture, weights } };
  });
}
