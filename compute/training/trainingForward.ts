import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { applyLayer, type Parameters } from '../networks/applyLayer.ts';
import type { Architecture, BatchNormLayer, WeightKey } from '../networks/architecture.ts';
import type { TrainingBatchNorm } from '../networks/trainingBatchNorm.ts';
import type { Generator } from '../random/generator.ts';

/** The result of a forward pass in training. */
export interface TrainingPass {
  /** [n, classes] */
  readonly logits: Tensor2D;
  /** New running averages of the batch norms, by key. */
  readonly averages: ReadonlyMap<WeightKey, Tensor1D>;
}

/**
 * Forward pass in training: batch norm by the statistics of the batch, dropout active. Differentiable
 * in the parameters. Call inside `tf.tidy` or a gradient function.
 * @param images [n, height, width, channels], pixels in [0, 1]
 * @param generator draws what dropout drops
 */
export function trainingForward(
  { layers }: Architecture,
  parameters: Parameters,
  images: Tensor4D,
  batchNorm: TrainingBatchNorm,
  generator: Generator,
): TrainingPass {
  const averages = new Map<WeightKey, Tensor1D>();
  let x: Tensor = images;
  layers.forEach((layer, index) => {
    if (layer.type === 'batchNorm') {
      x = normaliseBatch(layer, index, parameters, x, batchNorm, averages);
    } else if (layer.type === 'dropout') {
      x = tf.mul(x, dropoutMask(x.shape, layer.rate, generator));
    } else {
      x = applyLayer(layer, index, parameters, x);
    }
  });
  return { logits: x as Tensor2D, averages };
}

function normaliseBatch(
  layer: BatchNormLayer,
  index: number,
  parameters: Parameters,
  x: Tensor,
  batchNorm: TrainingBatchNorm,
  averages: Map<WeightKey, Tensor1D>,
): Tensor {
  const channels = x.shape.at(-1)!;
  const scale = (parameters.get(`${index}.scale`) as Tensor1D | undefined) ?? tf.ones([channels]);
  const offset =
    (parameters.get(`${index}.offset`) as Tensor1D | undefined) ?? tf.zeros([channels]);
  const images = (x.rank === 4 ? x : tf.reshape(x, [-1, 1, 1, channels])) as Tensor4D;
  const { output, mean, variance } = batchNorm(images, scale, offset, layer.epsilon);
  for (const [name, recent] of [
    ['mean', mean],
    ['variance', variance],
  ] as const) {
    const key: WeightKey = `${index}.${name}`;
    const old = tf.mul<Tensor1D>(parameters.get(key)!, layer.momentum);
    averages.set(key, tf.add(old, tf.mul(recent, 1 - layer.momentum)));
  }
  return x.rank === 4 ? output : tf.reshape(output, x.shape);
}

/** 1/(1 − rate) where a value is kept, else 0 (Srivastava et al. 2014, in the inverted form). */
function dropoutMask(shape: number[], rate: number, generator: Generator): Tensor {
  const values = new Float32Array(tf.util.sizeFromShape(shape));
  const kept = 1 / (1 - rate);
  for (let index = 0; index < values.length; index++) {
    values[index] = generator.uniform() < rate ? 0 : kept;
  }
  return tf.tensor(values, shape);
}
