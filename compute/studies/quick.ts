import { mnist2021 } from '../networks/architectures/mnist2021.ts';
import type { Study } from '../pipeline/step.ts';
import { comparisonSteps } from './comparison.ts';

/** Training images, the first ones. */
const LEARNED = 2000;
const EXPLAINED = 100;
const SHOWN = 30;

/**
 * The whole chain on real MNIST in a few minutes without the native engine: a small training set,
 * few images explained. Its numbers show that the chain works, not what the methods are worth.
 */
export const quick: Study = {
  id: 'quick',
  title: 'Quick run on MNIST',
  seed: 1,
  steps: [
    {
      name: 'train-2021',
      step: 'train',
      parameters: {
        network: '2021',
        architecture: mnist2021,
        dataset: 'mnist/train',
        trainingImages: LEARNED,
        settings: {
          epochs: 6,
          batchSize: 64,
          initialisation: 'glorot',
          optimiser: { type: 'adam', learningRate: 0.002 },
        },
      },
    },
    {
      name: 'evaluate-2021',
      step: 'evaluate',
      parameters: {
        network: '2021',
        training: 'mnist/train',
        trainingImages: LEARNED,
        test: 'mnist/test',
      },
    },
    ...comparisonSteps({
      network: '2021',
      dataset: 'mnist/test',
      images: EXPLAINED,
      evaluations: 500,
      galleryImages: Array.from({ length: SHOWN }, (_, index) => index),
    }),
  ],
};
