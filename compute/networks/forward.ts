import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { applyLayer, parameter } from './applyLayer.ts';
import type { Conv2dLayer, DenseLayer, Layer } from './architecture.ts';
import { layerStrides } from './layerShapes.ts';
import type { Network } from './network.ts';

/**
 * The logits of a batch of images. A convolution or dense layer and the ReLU after it run as one
 * fused kernel, which saves the wasm engine a pass over memory; bias and ReLU that stand before a
 * max pooling come after it, where there is less to add to. Both keep the order of values, rounding
 * included, so the result is the same to the last bit.
 *
 * @param images [n, height, width, channels], pixels in [0, 1]
 * @returns [n, classes]
 */
export function forward(network: Network, images: Tensor4D): Tensor2D {
  return tf.tidy(() => {
    const { architecture, parameters } = network;
    const { layers } = architecture;
    checkImages(network, images);
    let x: Tensor = images;
    for (let index = 0; index < layers.length; index++) {
      const layer = layers[index]!;
      const before = x;
      if (isPooledConvolution(layers, index)) {
        x = applyPooled(layers, index, network, x as Tensor4D);
        index += 2;
      } else if (isFusible(layer)) {
        const activation = layers[index + 1]?.type === 'relu' ? 'relu' : 'linear';
        x = applyFused(layer, index, network, x, activation);
        if (activation === 'relu') index++;
      } else {
        x = applyLayer(layer, index, parameters, x);
      }
      // Large batches: what the next layer does not need is freed before the next layer runs.
      if (before !== images && before !== x) before.dispose();
    }
    return x as Tensor2D;
  });
}

/** Whether a convolution with one bias a channel, a ReLU and a max pooling stand in a row. */
function isPooledConvolution(layers: readonly Layer[], index: number): boolean {
  const layer = layers[index]!;
  return (
    layer.type === 'conv2d' &&
    layer.bias === 'channel' &&
    layers[index + 1]?.type === 'relu' &&
    layers[index + 2]?.type === 'maxPool'
  );
}

function applyPooled(
  layers: readonly Layer[],
  index: number,
  { parameters }: Network,
  x: Tensor4D,
): Tensor {
  const convolution = { ...(layers[index] as Conv2dLayer), bias: 'none' } as const;
  const summed = applyLayer(convolution, index, parameters, x);
  const largest = applyLayer(layers[index + 2]!, index + 2, parameters, summed);
  summed.dispose();
  return tf.relu(tf.add(largest, parameter(parameters, index, 'bias')));
}

/** What one layer was given and what it put out. */
export interface Activation {
  readonly input: Tensor;
  readonly output: Tensor;
}

/**
 * Every layer's input and output, in order; the last output holds the logits. Call inside
 * `tf.tidy`, or dispose of every output.
 *
 * @param images [n, height, width, channels], pixels in [0, 1]
 */
export function forwardActivations(network: Network, images: Tensor4D): Activation[] {
  checkImages(network, images);
  let input: Tensor = images;
  return network.architecture.layers.map((layer, index) => {
    const output = applyLayer(layer, index, network.parameters, input);
    const activation = { input, output };
    input = output;
    return activation;
  });
}

function checkImages({ architecture }: Network, images: Tensor4D): void {
  if (images.shape.slice(1).join() !== architecture.inputShape.join()) {
    throw new Error(
      `${architecture.name} takes images of shape [n, ${architecture.inputShape.join(', ')}], ` +
        `given [${images.shape.join(', ')}].`,
    );
  }
}

type Fusible = (Conv2dLayer & { readonly bias: 'none' | 'channel' }) | DenseLayer;

function isFusible(layer: Layer): layer is Fusible {
  return layer.type === 'dense' || (layer.type === 'conv2d' && layer.bias !== 'position');
}

function applyFused(
  layer: Fusible,
  index: number,
  { parameters }: Network,
  x: Tensor,
  activation: 'relu' | 'linear',
): Tensor {
  const hasBias = layer.type === 'dense' ? layer.bias : layer.bias === 'channel';
  const bias = hasBias ? { bias: parameter<Tensor1D>(parameters, index, 'bias') } : {};
  if (layer.type === 'dense') {
    const b = parameter<Tensor2D>(parameters, index, 'kernel');
    return tf.fused.matMul({ a: x as Tensor2D, b, ...bias, activation });
  }
  return tf.fused.conv2d({
    x: x as Tensor4D,
    filter: parameter<Tensor4D>(parameters, index, 'kernel'),
    strides: [...layerStrides(layer)],
    pad: layer.padding,
    ...bias,
    activation,
  });
}
