import { cifar10 as architecture } from '../networks/architectures/cifar10.ts';
import type { Study } from '../pipeline/step.ts';
import { CIFAR_SETTINGS } from './cifarSettings.ts';
import { comparisonSteps } from './comparison.ts';
import { CIFAR_IMAGES_2021 } from './images2021.ts';
import { measureSteps } from './measures.ts';

const NETWORK = 'whitened';
const TRAINING = 'cifar-10/train';
const TEST = 'cifar-10/test';

/**
 * CIFAR-10: a network whose first layer whitens, trained by the recipe of airbench. A pass through it
 * costs thirty times as much as one through MNIST's, so that fewer images are explained.
 */
export const cifar10: Study = {
  id: 'cifar10',
  title: 'CIFAR-10',
  seed: 2021,
  steps: [
    {
      name: `train-${NETWORK}`,
      step: 'train',
      parameters: {
        network: NETWORK,
        architecture,
        dataset: TRAINING,
        test: TEST,
        settings: CIFAR_SETTINGS,
      },
    },
    {
      name: `evaluate-${NETWORK}`,
      step: 'evaluate',
      parameters: { network: NETWORK, training: TRAINING, test: TEST },
    },
    {
      name: `round-${NETWORK}`,
      step: 'round-weights',
      parameters: { network: NETWORK, dataset: TEST, mostChanged: 0.01 },
    },
    ...comparisonSteps({
      network: NETWORK,
      dataset: TEST,
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
      dataset: TEST,
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
