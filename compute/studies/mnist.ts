import type { Study } from '../pipeline/step.ts';
import { comparisonSteps } from './comparison.ts';
import { MNIST_IMAGES_2021 } from './images2021.ts';

/** MNIST: the 2021 network and a better one; the 2021 network explained on all test images. */
export const mnist: Study = {
  id: 'mnist',
  title: 'MNIST',
  seed: 2021,
  steps: [
    ...comparisonSteps({
      network: '2021',
      dataset: 'mnist/test',
      images: 10_000,
      evaluations: 1000,
      galleryImages: MNIST_IMAGES_2021,
    }),
  ],
};
