import { cifar10 as architecture } from '../networks/architectures/cifar10.ts';
import type { Study } from '../pipeline/step.ts';
import { CIFAR_TEST, cifarNetworkSteps } from './cifarNetwork.ts';
import { CIFAR_SETTINGS } from './cifarSettings.ts';
import { comparisonSteps } from './comparison.ts';
import { CIFAR_IMAGES_2021 } from './images2021.ts';
import { measureSteps } from './measures.ts';

const NETWORK = 'whitened';

/**
 * CIFAR-10: a network whose first layer whitens, trained by the recipe of airbench. A pass through it
 * costs thirty times as much as one through MNIST's, so that fewer images are explained.
 */
export const cifar10: Study = {
  id: 'cifar10',
  title: 'CIFAR-10',
  seed: 2021,
  steps: [
    ...cifarNetworkSteps(NETWORK, architecture, CIFAR_SETTINGS),
    ...comparisonSteps({
      network: NETWORK,
      dataset: CIFAR_TEST,
      images: 2000,
      imagesByLrp: 10_000,
      evaluations: 1000,
      coloured: true,
      galleryImages: CIFAR_IMAGES_2021,
      contrasts: true,
      galleryOthers: true,
    }),
    ...measureSteps({
      network: NETWORK,
      dataset: CIFAR_TEST,
      images: 64,
      imagesExplainedAgain: 16,
      explainedAgain: { neighbours: 5, copies: 10 },
      imagesRemoved: 100,
      evaluations: 1000,
      stability: {
        images: 8,
        evaluations: [100, 250, 500, 1000, 2000],
        shapley: { images: 8, cell: 8 },
      },
    }),
  ],
};
