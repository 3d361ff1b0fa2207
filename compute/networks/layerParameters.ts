import type { Architecture, Layer, ParameterName, WeightKey } from './architecture.ts';
import { layerInputShapes, layerShapes, type LayerShape } from './layerShapes.ts';

/** A parameter that an architecture asks for. */
export interface ParameterDeclaration {
  readonly key: WeightKey;
  readonly layer: number;
  readonly name: ParameterName;
  readonly shape: readonly number[];
  /** Whether training changes it by its gradient: not running averages, not fixed filters. */
  readonly trainable: boolean;
}

/** Every parameter of an architecture in file order: by layer, then in the order of its type. */
export function layerParameters(architecture: Architecture): ParameterDeclaration[] {
  const inputs = layerInputShapes(architecture);
  const outputs = layerShapes(architecture);
  return architecture.layers.flatMap((layer, index) =>
    declare(layer, inputs[index]!, outputs[index]!).map(([name, shape, trainable]) => ({
      key: `${index}.${name}` as const,
      layer: index,
      name,
      shape,
      trainable,
    })),
  );
}

/** Number of stored values: trainable parameters and the running averages of batch norm. */
export function countParameters(architecture: Architecture): number {
  return layerParameters(architecture).reduce((sum, { shape }) => sum + valueCount(shape), 0);
}

/** Number of values of a shape. */
export function valueCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * Throws, naming the parameter, unless the weights are exactly those that the architecture asks for
 * and have their shapes.
 */
export function checkWeights(
  architecture: Architecture,
  weights: ReadonlyMap<
    string,
    { readonly shape: readonly number[]; readonly values: Float32Array }
  >,
): void {
  const declared = layerParameters(architecture);
  for (const { key, shape } of declared) {
    const found = weights.get(key);
    if (!found) throw new Error(`${architecture.name}: parameter ${key} is missing.`);
    if (found.shape.join() !== shape.join() || found.values.length !== valueCount(shape)) {
      throw new Error(
        `${architecture.name}: parameter ${key} has shape [${found.shape.join(', ')}] and ` +
          `${found.values.length} values, expected shape [${shape.join(', ')}].`,
      );
    }
  }
  const known = new Set<string>(declared.map(({ key }) => key));
  for (const key of weights.keys()) {
    if (!known.has(key)) {
      throw new Error(`${architecture.name}: parameter ${key} belongs to none of its layers.`);
    }
  }
}

function declare(
  layer: Layer,
  input: LayerShape,
  output: LayerShape,
): (readonly [ParameterName, readonly number[], boolean])[] {
  switch (layer.type) {
    case 'conv2d': {
      const kernel = [...layer.kernelSize, input[2]!, layer.filters];
      const declared = [['kernel', kernel, layer.trainable ?? true] as const];
      if (layer.bias === 'none') return declared;
      return [...declared, ['bias', layer.bias === 'channel' ? [layer.filters] : output, true]];
    }
    case 'dense': {
      const declared = [['kernel', [input[0]!, layer.units], true] as const];
      return layer.bias ? [...declared, ['bias', [layer.units], true]] : declared;
    }
    case 'batchNorm': {
      const channels = [input.at(-1)!];
      return [
        ...(layer.scale ? [['scale', channels, true] as const] : []),
        ...(layer.offset ? [['offset', channels, true] as const] : []),
        ['mean', channels, false],
        ['variance', channels, false],
      ];
    }
    default:
      return [];
  }
}
