import type { Generator } from '../random/generator.ts';
import type { Architecture, WeightKey } from './architecture.ts';
import { layerParameters, valueCount, type ParameterDeclaration } from './layerParameters.ts';
import type { StoredNetwork, WeightArray } from './network.ts';

/**
 * How kernels start, with fan-in and fan-out counted in values:
 * - `glorot`: uniform ±√(6 / (fan-in + fan-out)) (Glorot & Bengio 2010, eq. 16), the default of Keras;
 * - `he`: uniform ±√(6 / fan-in) (He et al. 2015, eq. 10), for layers before a ReLU;
 * - `identity`: convolutions copy their first input channels (the delta at the kernel's centre) as
 *   far as there are filters, and the rest is uniform ±1/√fan-in, like dense kernels (Jordan 2024,
 *   arXiv 2404.00498, §3.2, with PyTorch's default range).
 */
export const INITIALISATIONS = ['glorot', 'he', 'identity'] as const;
export type Initialisation = (typeof INITIALISATIONS)[number];

/**
 * A network before training: kernels drawn by the rule, biases, offsets and running means 0, scales
 * and running variances 1. Values are drawn in file order.
 */
export function initialWeights(
  architecture: Architecture,
  initialisation: Initialisation,
  generator: Generator,
): StoredNetwork {
  const weights = new Map<WeightKey, WeightArray>();
  for (const declaration of layerParameters(architecture)) {
    const values = initialValues(declaration, initialisation, generator);
    weights.set(declaration.key, { shape: declaration.shape, values });
  }
  return { architecture, weights };
}

function initialValues(
  { name, shape }: ParameterDeclaration,
  initialisation: Initialisation,
  generator: Generator,
): Float32Array {
  const values = new Float32Array(valueCount(shape));
  switch (name) {
    case 'kernel': {
      const limit = kernelLimit(shape, initialisation);
      for (let index = 0; index < values.length; index++) {
        values[index] = limit * (2 * generator.uniform() - 1);
      }
      if (initialisation === 'identity' && shape.length === 4) copyInputs(values, shape);
      return values;
    }
    case 'scale':
    case 'variance':
      return values.fill(1);
    case 'bias':
    case 'offset':
    case 'mean':
      return values;
  }
}

function kernelLimit(shape: readonly number[], initialisation: Initialisation): number {
  const positions = valueCount(shape.slice(0, -2));
  const fanIn = positions * shape.at(-2)!;
  const fanOut = positions * shape.at(-1)!;
  switch (initialisation) {
    case 'glorot':
      return Math.sqrt(6 / (fanIn + fanOut));
    case 'he':
      return Math.sqrt(6 / fanIn);
    case 'identity':
      return 1 / Math.sqrt(fanIn);
  }
}

/** Turns filter f into a copy of input channel f, for as many as there are of both. */
function copyInputs(kernel: Float32Array, shape: readonly number[]): void {
  const [height, width, channels, filters] = shape as [number, number, number, number];
  const centre = Math.floor(height / 2) * width + Math.floor(width / 2);
  for (let filter = 0; filter < Math.min(channels, filters); filter++) {
    for (let input = 0; input < height * width * channels; input++) {
      kernel[input * filters + filter] = input === centre * channels + filter ? 1 : 0;
    }
  }
}
