import type { Study } from '../pipeline/step.ts';
import { comparisonSteps } from './comparison.ts';

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
    ...comparisonSteps({
      network: '2021',
      dataset: 'mnist/test',
      images: EXPLAINED,
      evaluations: 500,
      galleryImages: Array.from({ length: SHOWN }, (_, index) => index),
    }),
  ],
};
