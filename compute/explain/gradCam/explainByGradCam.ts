import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { applyLayer } from '../../networks/applyLayer.ts';
import type { Architecture } from '../../networks/architecture.ts';
import type { Network } from '../../networks/network.ts';
import type { PixelMaps } from '../gradients/pixelMaps.ts';
import { gradientFromLayer, type Targets } from '../gradients/targetGradient.ts';
import { requireFit } from '../lrp/requirements.ts';

/**
 * Grad-CAM (Selvaraju et al. 2017, equations 1 and 2): the feature maps of the last convolution, each
 * weighted by the mean gradient of the target logit in it, added up, cut off below 0 and enlarged to
 * the image by bilinear interpolation between the centres of their cells. No number is negative.
 * Takes the network as it is used, with batch norm folded.
 * @param images [n, height, width, channels], pixels in [0, 1]
 * @throws when the network has no convolution, or a shape or target does not fit
 */
export function explainByGradCam(network: Network, images: Tensor4D, targets: Targets): PixelMaps {
  requireFit(network, images, targets);
  const { layers, inputShape } = network.architecture;
  const above = layerAboveFeatures(network.architecture);
  const features = tf.tidy(() => {
    let x: Tensor = images;
    for (let index = 0; index < above; index++) {
      x = applyLayer(layers[index]!, index, network.parameters, x);
    }
    return x;
  });
  const derived = gradientFromLayer(network, above, features, targets);
  const maps = tf.tidy(() => {
    const importance = tf.mean(derived.gradient, [1, 2], true);
    const coarse = tf.relu(tf.sum(tf.mul(features, importance), 3, true)) as Tensor4D;
    const size: [number, number] = [inputShape[0], inputShape[1]];
    return tf.image.resizeBilinear(coarse, size, false, true).dataSync<'float32'>();
  });
  tf.dispose([features, derived.gradient]);
  return { maps, logits: derived.logits, targets: derived.targets };
}

/**
 * The layer that is given the last convolution's feature maps: the one after it, or after the ReLU
 * that follows it at once.
 * @throws when there is no convolution
 */
export function layerAboveFeatures({ name, layers }: Architecture): number {
  const last = layers.findLastIndex(({ type }) => type === 'conv2d');
  if (last < 0) throw new Error(`${name} has no conv2d layer, whose output Grad-CAM weights.`);
  return layers[last + 1]?.type === 'relu' ? last + 2 : last + 1;
}
