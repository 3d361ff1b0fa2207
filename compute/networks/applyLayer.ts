import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { BatchNormLayer, Layer, ParameterName, WeightKey } from './architecture.ts';
import { layerStrides } from './layerShapes.ts';

/** The parameters of a network in the numeric engine. */
export type Parameters = ReadonlyMap<WeightKey, Tensor>;

/**
 * What one layer makes of its input at inference: batch norm uses its running averages, dropout
 * does nothing. Differentiable.
 *
 * @param index position of the layer in the architecture, under which its parameters are keyed
 * @param x [n, h, w, c] or [n, features]
 */
export function applyLayer(layer: Layer, index: number, parameters: Parameters, x: Tensor): Tensor {
  switch (layer.type) {
    case 'conv2d': {
      const kernel = parameter<Tensor4D>(parameters, index, 'kernel');
      const output = tf.conv2d(x as Tensor4D, kernel, [...layerStrides(layer)], layer.padding);
      return layer.bias === 'none' ? output : tf.add(output, parameter(parameters, index, 'bias'));
    }
    case 'dense': {
      const output = tf.matMul(x as Tensor2D, parameter<Tensor2D>(parameters, index, 'kernel'));
      return layer.bias ? tf.add(output, parameter(parameters, index, 'bias')) : output;
    }
    case 'batchNorm':
      return applyBatchNorm(layer, index, parameters, x);
    case 'maxPool':
    case 'averagePool': {
      const pool = layer.type === 'maxPool' ? tf.maxPool : tf.avgPool;
      return pool(x as Tensor4D, [...layer.size], [...layerStrides(layer)], layer.padding);
    }
    case 'relu':
      return tf.relu(x);
    case 'dropout':
      return x;
    case 'flatten':
      return tf.reshape(x, [x.shape[0]!, -1]);
    case 'repeatChannels':
      return tf.tile(x, [1, 1, 1, layer.times]);
    case 'scale':
      return tf.mul(x, layer.factor);
    case 'standardise':
      return tf.div(tf.sub(x, [...layer.mean]), [...layer.deviation]);
  }
}

/** One parameter of a layer. Throws, naming it, when it is missing. */
export function parameter<T extends Tensor = Tensor>(
  parameters: Parameters,
  index: number,
  name: ParameterName,
): T {
  const found = parameters.get(`${index}.${name}`);
  if (!found) throw new Error(`Layer ${index}: its parameter "${name}" is missing.`);
  return found as T;
}

function applyBatchNorm(
  layer: BatchNormLayer,
  index: number,
  parameters: Parameters,
  x: Tensor,
): Tensor {
  return tf.batchNorm(
    x,
    parameter<Tensor1D>(parameters, index, 'mean'),
    parameter<Tensor1D>(parameters, index, 'variance'),
    layer.offset ? parameter<Tensor1D>(parameters, index, 'offset') : undefined,
    layer.scale ? parameter<Tensor1D>(parameters, index, 'scale') : undefined,
    layer.epsilon,
  );
}
