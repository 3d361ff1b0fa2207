import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { applyLayer } from '../../networks/applyLayer.ts';
import type { Network } from '../../networks/network.ts';
import { requireFit } from '../lrp/requirements.ts';

/** The class to explain of each image, or the class of its largest logit. */
export type Targets = readonly number[] | 'predicted';

/** The derivative of each image's target logit. Dispose `gradient`. */
export interface TargetGradient {
  /** In what the logit was derived by, of its shape. */
  readonly gradient: Tensor;
  /** Row-major [n × classes]. */
  readonly logits: Float32Array;
  /** The class derived, image by image. */
  readonly targets: readonly number[];
}

/**
 * The gradient of the target logits in the pixels. Each image is derived on its own, whatever the
 * batch: the derived sum has one summand an image. At a kink, as of ReLU at 0, it is the one-sided
 * value that the numeric engine gives.
 * @param images [n, height, width, channels], pixels in [0, 1]
 * @throws when a shape or target does not fit the network
 */
export function targetGradient(
  network: Network,
  images: Tensor4D,
  targets: Targets,
): TargetGradient {
  requireFit(network, images, targets);
  return gradientFromLayer(network, 0, images, targets);
}

/**
 * The gradient of the target logits in the input of one layer, for what is above that layer.
 * @param input what the layer is given, [n, …]
 */
export function gradientFromLayer(
  { architecture, parameters }: Network,
  first: number,
  input: Tensor,
  targets: Targets,
): TargetGradient {
  let logits: Float32Array = new Float32Array();
  let chosen: readonly number[] = [];
  const gradient = tf.grad((values: Tensor) => {
    let x = values;
    architecture.layers.forEach((layer, index) => {
      if (index >= first) x = applyLayer(layer, index, parameters, x);
    });
    logits = x.dataSync<'float32'>();
    chosen = targets === 'predicted' ? [...tf.argMax(x, 1).dataSync()] : [...targets];
    return tf.sum(tf.mul(x, oneHot(chosen, architecture.classes)));
  })(input);
  return { gradient, logits, targets: chosen };
}

/** `tf.oneHot` refuses a single class. */
function oneHot(targets: readonly number[], classes: number): Tensor2D {
  const rows = new Float32Array(targets.length * classes);
  targets.forEach((target, image) => (rows[image * classes + target] = 1));
  return tf.tensor2d(rows, [targets.length, classes]);
}
