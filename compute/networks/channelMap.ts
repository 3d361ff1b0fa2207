import type { Conv2dLayer, DenseLayer, ParameterName } from './architecture.ts';
import { layerStrides, type LayerShape } from './layerShapes.ts';
import type { SequenceLayer } from './layerSequence.ts';
import type { WeightArray } from './network.ts';

/** An affine map of every channel: x ↦ factor·x + offset. Kept in float64 while it travels. */
export interface ChannelMap {
  readonly factor: Float64Array;
  readonly offset: Float64Array;
}

/** The map that a batch norm is at inference: factor = scale / √(variance + ε), offset − factor·mean. */
export function batchNormMap({ layer, parameters }: SequenceLayer): ChannelMap {
  if (layer.type !== 'batchNorm') throw new TypeError(`${layer.type} is not a batch norm.`);
  const mean = parameters.get('mean')!.values;
  const variance = parameters.get('variance')!.values;
  const scale = parameters.get('scale')?.values;
  const shift = parameters.get('offset')?.values;
  const factor = Float64Array.from(
    variance,
    (value, channel) => (scale?.[channel] ?? 1) / Math.sqrt(value + layer.epsilon),
  );
  const offset = factor.map((value, channel) => (shift?.[channel] ?? 0) - value * mean[channel]!);
  return { factor, offset };
}

/** The same map for every position, after `flatten`, or for copies of all channels. */
export function repeatMap({ factor, offset }: ChannelMap, times: number): ChannelMap {
  const repeat = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: values.length * times }, (_, at) => values[at % values.length]!);
  return { factor: repeat(factor), offset: repeat(offset) };
}

/** The convolution or dense layer followed by the map, as one layer. */
export function mapOutputs(linear: SequenceLayer, { factor, offset }: ChannelMap): SequenceLayer {
  const kernel = linear.parameters.get('kernel')!;
  const bias = linear.parameters.get('bias');
  const channels = factor.length;
  const values = kernel.values.map((value, at) => value * factor[at % channels]!);
  const shifted: WeightArray = {
    shape: bias?.shape ?? [channels],
    values: Float32Array.from({ length: bias?.values.length ?? channels }, (_, at) => {
      const channel = at % channels;
      return (bias?.values[at] ?? 0) * factor[channel]! + offset[channel]!;
    }),
  };
  return withParameters(linear, { ...kernel, values }, shifted);
}

/**
 * The map followed by the convolution or dense layer, as one layer. A padded convolution sees the
 * offset inside the image only, so its bias becomes one a position.
 * @param input shape that the layer takes
 * @param output shape that it puts out
 */
export function mapInputs(
  linear: SequenceLayer,
  { factor, offset }: ChannelMap,
  input: LayerShape,
  output: LayerShape,
): SequenceLayer {
  const kernel = linear.parameters.get('kernel')!;
  const bias = linear.parameters.get('bias');
  const channels = factor.length;
  const filters = kernel.shape.at(-1)!;
  const values = kernel.values.map(
    (value, at) => value * factor[Math.floor(at / filters) % channels]!,
  );
  const contributions = offsetByTap(kernel, offset);
  const byPosition =
    linear.layer.type === 'conv2d' &&
    (linear.layer.padding === 'same' || linear.layer.bias === 'position');
  const sums = byPosition
    ? sumInsideTaps(linear.layer as Conv2dLayer, contributions, input, output)
    : sumTaps(contributions, filters);
  const shifted: WeightArray = {
    shape: byPosition ? output : [filters],
    values: Float32Array.from(sums, (sum, at) => sum + (bias ? biasAt(bias, at) : 0)),
  };
  return withParameters(linear, { ...kernel, values }, shifted);
}

/** Σ_channels offset·kernel for each tap of the window and each filter: [taps × filters]. */
function offsetByTap({ shape, values }: WeightArray, offset: Float64Array): Float64Array {
  const filters = shape.at(-1)!;
  const channels = offset.length;
  const sums = new Float64Array(values.length / channels);
  values.forEach((value, at) => {
    const input = Math.floor(at / filters);
    const tap = Math.floor(input / channels);
    sums[tap * filters + (at % filters)]! += value * offset[input % channels]!;
  });
  return sums;
}

function sumTaps(contributions: Float64Array, filters: number): Float64Array {
  const sums = new Float64Array(filters);
  contributions.forEach((value, at) => (sums[at % filters]! += value));
  return sums;
}

/** At each output position, the sum over the taps that lie inside the image: [height × width × filters]. */
function sumInsideTaps(
  layer: Conv2dLayer,
  contributions: Float64Array,
  input: LayerShape,
  output: LayerShape,
): Float64Array {
  const [outHeight, outWidth, filters] = output as [number, number, number];
  const rows = insideTaps(layer, 0, input, output);
  const columns = insideTaps(layer, 1, input, output);
  const sums = new Float64Array(outHeight * outWidth * filters);
  for (let row = 0; row < outHeight; row++) {
    for (let column = 0; column < outWidth; column++) {
      const at = (row * outWidth + column) * filters;
      for (const down of rows[row]!) {
        for (const across of columns[column]!) {
          const tap = (down * layer.kernelSize[1] + across) * filters;
          for (let filter = 0; filter < filters; filter++) {
            sums[at + filter]! += contributions[tap + filter]!;
          }
        }
      }
    }
  }
  return sums;
}

/** For each output position along an axis, the taps of the window that lie inside the image. */
function insideTaps(
  layer: Conv2dLayer,
  axis: 0 | 1,
  input: LayerShape,
  output: LayerShape,
): number[][] {
  const stride = layerStrides(layer)[axis];
  const window = layer.kernelSize[axis];
  const size = input[axis]!;
  const positions = output[axis]!;
  // TensorFlow's `same`: as much padding as the windows need, the smaller half before.
  const padding =
    layer.padding === 'same' ? Math.max((positions - 1) * stride + window - size, 0) : 0;
  const before = Math.floor(padding / 2);
  return Array.from({ length: positions }, (_, position) =>
    Array.from({ length: window }, (__, tap) => tap).filter((tap) => {
      const at = position * stride + tap - before;
      return at >= 0 && at < size;
    }),
  );
}

function biasAt({ values }: WeightArray, at: number): number {
  return values[at % values.length]!;
}

function withParameters(
  linear: SequenceLayer,
  kernel: WeightArray,
  bias: WeightArray,
): SequenceLayer {
  const layer = linear.layer as Conv2dLayer | DenseLayer;
  const parameters = new Map<ParameterName, WeightArray>([
    ['kernel', kernel],
    ['bias', bias],
  ]);
  if (layer.type === 'dense') return { ...linear, layer: { ...layer, bias: true }, parameters };
  const kind = bias.shape.length === 3 ? 'position' : 'channel';
  return { ...linear, layer: { ...layer, bias: kind }, parameters };
}
