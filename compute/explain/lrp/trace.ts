import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { applyLayer, parameter } from '../../networks/applyLayer.ts';
import type { Conv2dLayer, DenseLayer, Layer } from '../../networks/architecture.ts';
import type { Network } from '../../networks/network.ts';
import { convolutionMap, denseMap, type LinearMap } from './linearMap.ts';
import type { LinearLayer } from './rule.ts';

/** A layer with what it saw and gave in one forward pass. */
export interface TracedLayer {
  readonly index: number;
  readonly layer: Layer;
  readonly input: Tensor;
  readonly output: Tensor;
  /** Convolutions and dense layers only. */
  readonly linear: LinearLayer | null;
}

/** A standardisation on its way to the next linear layer, one value an input: [1, …in]. */
interface Standardisation {
  readonly mean: Tensor;
  readonly deviation: Tensor;
}

/**
 * Forward pass that keeps what LRP needs of every layer. A `standardise` layer is folded into the
 * next convolution or dense layer, x ↦ w·(x − mean)/deviation + b, so that everything below that
 * layer, and the bounds of the box rule, is in pixels of [0, 1]; its own input passes unchanged.
 * Call inside `tf.tidy`.
 * @param images [n, height, width, channels]
 * @returns layers from the input to the logits [n, classes]
 * @throws naming the layer that stands between a standardisation and its linear layer
 */
export function traceForward(network: Network, images: Tensor4D): TracedLayer[] {
  let input: Tensor = images;
  let nonNegative = tf.min(images).dataSync()[0]! >= 0;
  let standardisation: Standardisation | null = null;
  return network.architecture.layers.map((layer, index) => {
    let output: Tensor;
    let linear: LinearLayer | null = null;
    if (layer.type === 'standardise') {
      output = input;
      standardisation = {
        mean: imageOfChannels(layer.mean, input),
        deviation: imageOfChannels(layer.deviation, input),
      };
    } else if (layer.type === 'conv2d' || layer.type === 'dense') {
      linear = linearLayer(network, index, layer, input, nonNegative, standardisation);
      standardisation = null;
      output = linear.output;
    } else {
      output = applyLayer(layer, index, network.parameters, input);
      if (standardisation !== null) standardisation = carryOver(standardisation, layer, index);
    }
    const traced: TracedLayer = { index, layer, input, output, linear };
    nonNegative = staysNonNegative(layer, nonNegative);
    input = output;
    return traced;
  });
}

function staysNonNegative(layer: Layer, before: boolean): boolean {
  switch (layer.type) {
    case 'relu':
      return true;
    case 'conv2d':
    case 'dense':
    case 'batchNorm':
      return false;
    case 'scale':
      return before && layer.factor >= 0;
    default:
      return before;
  }
}

function linearLayer(
  { parameters }: Network,
  index: number,
  layer: Conv2dLayer | DenseLayer,
  input: Tensor,
  nonNegative: boolean,
  standardisation: Standardisation | null,
): LinearLayer {
  const map: LinearMap =
    layer.type === 'dense'
      ? denseMap
      : convolutionMap(layer, input.shape.slice(1) as [number, number, number]);
  const hasBias = layer.type === 'dense' ? layer.bias : layer.bias !== 'none';
  const own = {
    kernel: parameter(parameters, index, 'kernel'),
    bias: hasBias ? parameter(parameters, index, 'bias') : null,
  };
  const { kernel, bias } =
    standardisation === null ? own : foldStandardisation(standardisation, own, map);
  const weighted = map.apply(input, kernel);
  const output = bias === null ? weighted : tf.add(weighted, bias);
  return { ...map, input, nonNegative, kernel, bias, output, total: output };
}

function foldStandardisation(
  { mean, deviation }: Standardisation,
  own: { readonly kernel: Tensor; readonly bias: Tensor | null },
  map: LinearMap,
): { kernel: Tensor; bias: Tensor } {
  const inputs = own.kernel.shape.at(-2)!;
  // The deviation repeats from position to position, so the first `inputs` values are all of them.
  const perInput = tf.slice(tf.reshape(deviation, [-1]), [0], [inputs]);
  const kernel = tf.div(own.kernel, tf.reshape(perInput, [inputs, 1]));
  // A bias for each position: padding is 0 after standardisation, so the border sees less mean.
  const shift = tf.neg(map.apply(mean, kernel));
  return { kernel, bias: own.bias === null ? shift : tf.add(shift, own.bias) };
}

function carryOver(
  { mean, deviation }: Standardisation,
  layer: Layer,
  index: number,
): Standardisation {
  if (layer.type !== 'dropout' && layer.type !== 'flatten' && layer.type !== 'repeatChannels') {
    throw new Error(
      `Layer ${index} (${layer.type}) stands between a standardise layer and the next conv2d or ` +
        'dense layer, into which LRP folds it; only dropout, flatten and repeatChannels may.',
    );
  }
  const carry = (values: Tensor) => applyLayer(layer, index, new Map(), values);
  return { mean: carry(mean), deviation: carry(deviation) };
}

/** One value a channel at every position of one input: [1, …in]. */
function imageOfChannels(values: readonly number[], input: Tensor): Tensor {
  return tf.add(tf.zeros([1, ...input.shape.slice(1)]), tf.tensor1d([...values]));
}
