import type { Architecture, Layer } from '../../compute/networks/architecture.ts';
import { layerParameters, valueCount } from '../../compute/networks/layerParameters.ts';
import type { StoredNetwork } from '../../compute/networks/network.ts';
import { generatorFor } from '../../compute/random/generator.ts';

/**
 * A network with random parameters of a spread that makes mistakes visible: scales of either sign
 * unless `positive`, running averages far from 0 and 1.
 */
export function randomNetwork(
  architecture: Architecture,
  seed: number,
  positive = false,
): StoredNetwork {
  const generator = generatorFor(seed, 'parameters');
  const parameters = layerParameters(architecture).map(({ key, name, shape }) => {
    const values = Float32Array.from({ length: valueCount(shape) }, () => {
      if (name === 'variance') return 0.2 + 2 * generator.uniform();
      if (name === 'scale') {
        return (0.5 + generator.uniform()) * (positive || generator.coin() ? 1 : -1);
      }
      return generator.normal() * (name === 'kernel' ? 0.4 : 1);
    });
    return [key, { shape, values }] as const;
  });
  return { architecture, weights: new Map(parameters) };
}

/** A network of 6 × 5 images in two channels and three classes, out of the given layers. */
export function smallArchitecture(...layers: Layer[]): Architecture {
  return { name: 'small', inputShape: [6, 5, 2], classes: 3, layers };
}
