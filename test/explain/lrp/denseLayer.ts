import type { Architecture, WeightKey } from '../../../compute/networks/architecture.ts';
import { layerInputShapes, layerShapes } from '../../../compute/networks/layerShapes.ts';

/** A layer as plain numbers: every convolution a full matrix, every window a list of inputs. */
export type DenseLayer =
  | {
      readonly kind: 'linear';
      /** [input][output]; null where the output does not see the input. */
      readonly weights: readonly (readonly (number | null)[])[];
      readonly bias: readonly number[];
    }
  | { readonly kind: 'relu' | 'pass' }
  | { readonly kind: 'maximum' | 'mean'; readonly windows: readonly (readonly number[])[] }
  | {
      readonly kind: 'affine';
      readonly factors: readonly number[];
      readonly shifts: readonly number[];
    }
  | { readonly kind: 'repeat'; readonly sources: readonly number[]; readonly inputs: number };

type Shape = readonly number[];
type Values = (name: string) => readonly number[];

/** Layer of a network, written out from the definition of its type. */
export function denseLayers(
  architecture: Architecture,
  parameters: ReadonlyMap<WeightKey, readonly number[]>,
): DenseLayer[] {
  const inputs = layerInputShapes(architecture);
  const outputs = layerShapes(architecture);
  return architecture.layers.map((layer, index): DenseLayer => {
    const input = inputs[index]!;
    const output = outputs[index]!;
    const values: Values = (name) => parameters.get(`${index}.${name}` as WeightKey)!;
    switch (layer.type) {
      case 'relu':
        return { kind: 'relu' };
      case 'dropout':
      case 'flatten':
        return { kind: 'pass' };
      case 'scale':
        return affine(input, () => ({ factor: layer.factor, shift: 0 }));
      case 'standardise':
        return affine(input, (channel) => {
          const factor = 1 / layer.deviation[channel]!;
          return { factor, shift: -layer.mean[channel]! * factor };
        });
      case 'batchNorm':
        return affine(input, (channel) => {
          const gain = layer.scale ? values('scale')[channel]! : 1;
          const factor = gain / Math.sqrt(values('variance')[channel]! + layer.epsilon);
          const offset = layer.offset ? values('offset')[channel]! : 0;
          return { factor, shift: offset - values('mean')[channel]! * factor };
        });
      case 'repeatChannels':
        return {
          kind: 'repeat',
          inputs: count(input),
          sources: positions(output).map(([y, x, c]) => at(input, y!, x!, c! % input[2]!)),
        };
      case 'maxPool':
      case 'averagePool': {
        const seen = windows(input, output, layer.size, layer.strides ?? layer.size, layer.padding);
        return {
          kind: layer.type === 'maxPool' ? 'maximum' : 'mean',
          windows: positions(output).map(([y, x, c]) =>
            seen(y!, x!).map((place) => at(input, place.y, place.x, c!)),
          ),
        };
      }
      case 'dense': {
        const kernel = values('kernel');
        return {
          kind: 'linear',
          weights: range(count(input)).map((j) =>
            range(layer.units).map((k) => kernel[j * layer.units + k]!),
          ),
          bias: layer.bias ? values('bias') : range(layer.units).map(() => 0),
        };
      }
      case 'conv2d': {
        const kernel = values('kernel');
        const seen = windows(
          input,
          output,
          layer.kernelSize,
          layer.strides ?? [1, 1],
          layer.padding,
        );
        const weights: (number | null)[][] = range(count(input)).map(() =>
          range(count(output)).map(() => null),
        );
        positions(output).forEach(([y, x, filter], k) => {
          for (const place of seen(y!, x!)) {
            for (const channel of range(input[2]!)) {
              const tap = (place.row * layer.kernelSize[1] + place.column) * input[2]! + channel;
              weights[at(input, place.y, place.x, channel)]![k] =
                kernel[tap * layer.filters + filter!]!;
            }
          }
        });
        const bias = positions(output).map(([, , filter], k) => {
          if (layer.bias === 'none') return 0;
          return values('bias')[layer.bias === 'channel' ? filter! : k]!;
        });
        return { kind: 'linear', weights, bias };
      }
    }
  });
}

export function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

function count(shape: Shape): number {
  return shape.reduce((a, b) => a * b, 1);
}

function at(shape: Shape, y: number, x: number, channel: number): number {
  return (y * shape[1]! + x) * shape[2]! + channel;
}

/** Index of every value of a shape, row-major. */
function positions(shape: Shape): number[][] {
  return shape.reduce<number[][]>(
    (indices, size) => indices.flatMap((index) => range(size).map((next) => [...index, next])),
    [[]],
  );
}

function affine(
  shape: Shape,
  of: (channel: number) => { readonly factor: number; readonly shift: number },
): DenseLayer {
  const channels = positions(shape).map((position) => position.at(-1)!);
  return {
    kind: 'affine',
    factors: channels.map((channel) => of(channel).factor),
    shifts: channels.map((channel) => of(channel).shift),
  };
}

/** What a window at an output position sees inside the image; `same` padding halves as XLA does. */
function windows(
  input: Shape,
  output: Shape,
  size: readonly [number, number],
  strides: readonly [number, number],
  padding: 'same' | 'valid',
) {
  const origin = ([0, 1] as const).map((axis) => {
    const missing = (output[axis]! - 1) * strides[axis] + size[axis] - input[axis]!;
    return padding === 'same' ? -Math.floor(Math.max(missing, 0) / 2) : 0;
  });
  return (outputY: number, outputX: number) =>
    range(size[0]).flatMap((row) =>
      range(size[1]).flatMap((column) => {
        const y = origin[0]! + outputY * strides[0] + row;
        const x = origin[1]! + outputX * strides[1] + column;
        const inside = y >= 0 && y < input[0]! && x >= 0 && x < input[1]!;
        return inside ? [{ row, column, y, x }] : [];
      }),
    );
}
