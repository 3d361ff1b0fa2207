import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Network } from '../../networks/network.ts';
import type { Generator } from '../../random/generator.ts';
import { meanGradient } from './meanGradient.ts';
import { noisyCopies, type NoiseOptions } from './noisyCopies.ts';
import { channelSums, type PixelMaps } from './pixelMaps.ts';
import type { Targets } from './targetGradient.ts';
import { targetsOf } from './targetsOf.ts';

export interface SmoothGradOptions extends NoiseOptions {
  /** Noisy copies in one pass. */
  readonly batchSize: number;
}

/**
 * SmoothGrad: the mean gradient over noisy copies of the image (Smilkov et al. 2017). The
 * class explained is that of the image without noise.
 * @param images [n, height, width, channels], pixels in [0, 1]
 * @param generatorOf the source of noise of each image of the batch, so that an image's map does not
 *   depend on the batch it comes in
 * @throws when a shape, target or option does not fit
 */
export function explainBySmoothGrad(
  network: Network,
  images: Tensor4D,
  targets: Targets,
  options: SmoothGradOptions,
  generatorOf: (image: number) => Generator,
): PixelMaps {
  const known = targetsOf(network, images, targets);
  const [count, ...shape] = images.shape;
  const values = images.dataSync<'float32'>();
  const size = values.length / count;
  const maps = new Float32Array(count * shape[0] * shape[1]);
  for (let image = 0; image < count; image++) {
    const own = values.subarray(image * size, (image + 1) * size);
    const copies = noisyCopies(own, options, generatorOf(image));
    const gradient = meanGradient(network, copies, known.targets[image]!, options.batchSize);
    maps.set(channelSums(gradient), image * shape[0] * shape[1]);
    gradient.dispose();
  }
  return { maps, ...known };
}
