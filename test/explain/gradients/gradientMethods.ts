import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { explainByIntegratedGradients } from '../../../compute/explain/gradients/explainByIntegratedGradients.ts';
import { explainBySmoothGrad } from '../../../compute/explain/gradients/explainBySmoothGrad.ts';
import type { PixelMaps } from '../../../compute/explain/gradients/pixelMaps.ts';
import type { Targets } from '../../../compute/explain/gradients/targetGradient.ts';
import type { Network } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { disposeParameters, inEngine, type PlainNetwork } from '../lrp/plainNetwork.ts';

export type Method = (network: Network, images: Tensor4D, targets: Targets) => PixelMaps;

/** Noise from a seed that each image brings along, in its first pixel. */
export const smoothGrad: Method = (network, images, targets) =>
  explainBySmoothGrad(network, images, targets, { samples: 7, noise: 0.2, batchSize: 3 }, (image) =>
    generatorFor(1, 'noise', Math.round(1e4 * images.dataSync()[60 * image]!)),
  );

/** From black. */
export const integratedGradients =
  (steps: number, batchSize = 16): Method =>
  (network, images, targets) => {
    const baseline = new Float32Array(images.size / images.shape[0]);
    return explainByIntegratedGradients(network, images, targets, { baseline, steps, batchSize });
  };

/** Explains some images by a network and frees both. */
export function explain(
  method: Method,
  plain: PlainNetwork,
  images: readonly (readonly number[])[],
  targets: Targets,
): PixelMaps {
  const network = inEngine(plain);
  const batch = tf.tensor4d(images.flat(), [images.length, ...plain.architecture.inputShape]);
  try {
    return method(network, batch, targets);
  } finally {
    batch.dispose();
    disposeParameters(network);
  }
}

/** Uniform on 0 … 1. */
export function randomImages(count: number, pixels: number): number[][] {
  const generator = generatorFor(3, 'images');
  return Array.from({ length: count }, () =>
    Array.from({ length: pixels }, () => generator.uniform()),
  );
}
