import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { predictedClasses } from '../../networks/evaluate.ts';
import { forward } from '../../networks/forward.ts';
import type { Network } from '../../networks/network.ts';
import { requireFit } from '../lrp/requirements.ts';
import type { PixelMaps } from './pixelMaps.ts';
import type { Targets } from './targetGradient.ts';

/**
 * The logits of images and the class of each that is to be explained.
 * @throws when a shape or target does not fit the network
 */
export function targetsOf(
  network: Network,
  images: Tensor4D,
  targets: Targets,
): Pick<PixelMaps, 'logits' | 'targets'> {
  requireFit(network, images, targets);
  const logits = tf.tidy(() => forward(network, images).dataSync<'float32'>());
  return {
    logits,
    targets:
      targets === 'predicted'
        ? [...predictedClasses(logits, network.architecture.classes)]
        : [...targets],
  };
}
