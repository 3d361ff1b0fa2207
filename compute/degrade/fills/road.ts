import type { Fill } from './fill.ts';
import { imputeLinearly } from './linearImputation.ts';

/**
 * Noisy linear imputation: each removed pixel is the weighted mean of its neighbours plus normal
 * noise, so that neither a conspicuous colour nor smoothness betrays which pixels were removed.
 * @param deviation standard deviation of the noise, in units of the image (0 … 1); the filled image
 * may leave 0 … 1 by as much
 */
export function noisyLinearImputation(deviation: number): Fill {
  return {
    id: deviation === 0 ? 'linear-imputation' : 'road',
    name: deviation === 0 ? 'Linear imputation' : 'Noisy linear imputation',
    source:
      'Rong et al. 2022, A consistent and efficient evaluation strategy for attribution methods',
    prepare: (image, shape, generator) => {
      const channels = shape[2];
      const noise = image.map(() => (deviation === 0 ? 0 : deviation * generator.normal()));
      return (removed, target) => {
        imputeLinearly(removed, target, shape);
        for (const pixel of removed) {
          for (let index = pixel * channels; index < (pixel + 1) * channels; index++) {
            target[index]! += noise[index]!;
          }
        }
      };
    },
  };
}

/** With the noise of the authors' code. */
export const road: Fill = noisyLinearImputation(0.01);
