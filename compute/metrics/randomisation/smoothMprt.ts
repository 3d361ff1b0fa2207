import { noisyCopies } from '../../explain/gradients/noisyCopies.ts';
import { generatorFor } from '../../random/generator.ts';
import { requireMap } from '../requireMap.ts';
import { meanSimilarity } from './mprt.ts';
import type { NetworkMethod, RandomisationMetric } from './randomisationMetric.ts';

/**
 * Smooth MPRT: parameter randomisation of maps that are means over noisy copies of each image, so
 * that shattered gradients are not taken for sensitivity to parameters. The same noise for all images
 * and networks.
 */
export const smoothMprt: RandomisationMetric = {
  id: 'smooth-mprt',
  name: 'Smooth MPRT',
  category: 'randomisation',
  direction: 'lower',
  range: [-1, 1],
  needs: ['method', 'networks'],
  source: 'Hedström et al. 2023, Sanity checks revisited, section 4.1',
  measure: (subject, generator) => {
    const { method, noise, batchSize } = subject;
    const [height, width] = subject.network.architecture.inputShape;
    const seed = generator.below(2 ** 31);
    const smooth: NetworkMethod = (network, images, targets) => {
      const size = images.length / targets.length;
      const maps = new Float32Array(targets.length * height * width);
      targets.forEach((target, image) => {
        const own = images.subarray(image * size, (image + 1) * size);
        const copies = noisyCopies(own, noise, generatorFor(seed, 'noise'));
        const mean = maps.subarray(image * height * width, (image + 1) * height * width);
        for (let first = 0; first < noise.samples; first += batchSize) {
          const last = Math.min(first + batchSize, noise.samples);
          const batch = copies.subarray(first * size, last * size);
          const found = method(network, batch, Array<number>(last - first).fill(target));
          requireMap(found, (last - first) * mean.length);
          found.forEach((relevance, index) => {
            mean[index % mean.length]! += relevance / noise.samples;
          });
        }
      });
      return maps;
    };
    return meanSimilarity({ ...subject, method: smooth }, generator);
  },
};
