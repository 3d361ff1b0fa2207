import type { Architecture, Layer } from './architecture.ts';

/** Shape of one image's values without the batch axis: [h, w, c], or [features] once flattened. */
export type LayerShape = readonly number[];

type Size = readonly [vertical: number, horizontal: number];

/** The stride of a convolution or pooling layer, 1 and the window itself where none is given. */
export function layerStrides(layer: Extract<Layer, { padding: unknown }>): Size {
  if (layer.strides) return layer.strides;
  return layer.type === 'conv2d' ? [1, 1] : layer.size;
}

/**
 * The shape that each layer puts out, in order.
 * Throws, naming the layer, when a layer cannot take what the one before it gives, or when the last
 * shape is not [classes].
 */
export function layerShapes(architecture: Architecture): LayerShape[] {
  let shape: LayerShape = architecture.inputShape;
  const shapes = architecture.layers.map((layer, index) => {
    shape = outputShape(layer, shape, `${architecture.name}, layer ${index} (${layer.type})`);
    return shape;
  });
  if (shape.length !== 1 || shape[0] !== architecture.classes) {
    throw new Error(
      `${architecture.name}: the last layer puts out [${shape.join(', ')}], but there are ` +
        `${architecture.classes} classes; end with a dense layer of as many units.`,
    );
  }
  return shapes;
}

/** The shape that each layer takes, in order. */
export function layerInputShapes(architecture: Architecture): LayerShape[] {
  return [architecture.inputShape, ...layerShapes(architecture).slice(0, -1)];
}

function outputShape(layer: Layer, input: LayerShape, name: string): LayerShape {
  switch (layer.type) {
    case 'conv2d': {
      const [height, width] = windowed(input, layer.kernelSize, layer, name);
      return [height, width, layer.filters];
    }
    case 'maxPool':
    case 'averagePool': {
      const [height, width] = windowed(input, layer.size, layer, name);
      return [height, width, input[2]!];
    }
    case 'dense':
      if (input.length !== 1) throw wrongInput(name, input, '[features]; put flatten before it');
      return [layer.units];
    case 'flatten':
      return [input.reduce((product, size) => product * size, 1)];
    case 'repeatChannels':
      if (input.length !== 3) throw wrongInput(name, input, '[height, width, channels]');
      return [input[0]!, input[1]!, input[2]! * layer.times];
    case 'standardise':
      if (layer.mean.length !== input.at(-1) || layer.deviation.length !== input.at(-1)) {
        throw wrongInput(name, input, `${layer.mean.length} channels, as many as its means`);
      }
      return input;
    case 'batchNorm':
    case 'relu':
    case 'dropout':
    case 'scale':
      return input;
  }
}

function windowed(
  input: LayerShape,
  window: Size,
  layer: Extract<Layer, { padding: unknown }>,
  name: string,
): Size {
  if (input.length !== 3) throw wrongInput(name, input, '[height, width, channels]');
  const strides = layerStrides(layer);
  const along = (axis: 0 | 1): number => {
    const room = layer.padding === 'same' ? input[axis]! : input[axis]! - window[axis] + 1;
    if (room < 1) {
      throw wrongInput(name, input, `at least ${window.join(' × ')} positions, its window`);
    }
    return Math.ceil(room / strides[axis]);
  };
  return [along(0), along(1)];
}

function wrongInput(name: string, input: LayerShape, expected: string): Error {
  return new Error(`${name}: its input is [${input.join(', ')}], expected ${expected}.`);
}
