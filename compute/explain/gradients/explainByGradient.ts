import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Network } from '../../networks/network.ts';
import { channelSums, type PixelMaps } from './pixelMaps.ts';
import { targetGradient, type Targets } from './targetGradient.ts';

/**
 * The gradient of the target logit in the pixels (Simonyan, Vedaldi & Zisserman 2014, "Deep inside
 * convolutional networks", section 3), signed. Memory grows with the batch.
 * @param images [n, height, width, channels], pixels in [0, 1]
 * @throws when a shape or target does not fit the network
 */
export function explainByGradient(network: Network, images: Tensor4D, targets: Targets): PixelMaps {
  return mapsOf(network, images, targets, (gradient) => gradient);
}

/**
 * Gradient × input (Shrikumar et al. 2016, "Not just a black box"): what each pixel would
 * add to the logit if the network were linear. Equals LRP-0 in a network of convolutions, dense
 * layers, ReLU and pooling (Ancona et al. 2018).
 * @param images [n, height, width, channels], pixels in [0, 1]
 * @throws when a shape or target does not fit the network
 */
export function explainByGradientTimesInput(
  network: Network,
  images: Tensor4D,
  targets: Targets,
): PixelMaps {
  return mapsOf(network, images, targets, (gradient) => tf.mul(gradient, images));
}

function mapsOf(
  network: Network,
  images: Tensor4D,
  targets: Targets,
  attribute: (gradient: Tensor) => Tensor,
): PixelMaps {
  const derived = targetGradient(network, images, targets);
  const maps = tf.tidy(() => channelSums(attribute(derived.gradient)));
  derived.gradient.dispose();
  return { maps, logits: derived.logits, targets: derived.targets };
}
