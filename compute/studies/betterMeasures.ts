import type { Study } from '../pipeline/step.ts';
import { explainSteps } from './comparison.ts';
import { measureSteps } from './measures.ts';

const EXPLAINED = { network: 'better', dataset: 'mnist/test', evaluations: 1000 };

/**
 * All methods by all metrics of maps, as for the network of 2021, of the better network on the same digits: do
 * metrics rank the methods alike when only the network is another?
 */
export const betterMeasures: Study = {
  id: 'better-measures',
  title: 'The better network by all metrics',
  seed: 2021,
  steps: [
    {
      name: 'train-better',
      step: 'published-network',
      parameters: {
        network: 'better',
        study: 'mnist',
        published: 'better',
        sha256: 'dd3d38be5a3e8d93e41d764609711cfc47edacaf925e1eff7eecc3bad5b7780c',
      },
    },
    ...explainSteps({ ...EXPLAINED, images: 200, galleryImages: [] }),
    ...measureSteps({
      ...EXPLAINED,
      images: 200,
      imagesRemoved: 200,
      evidence: 'ink',
    }),
  ],
};
