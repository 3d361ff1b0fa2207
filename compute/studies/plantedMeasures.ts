import type { Study } from '../pipeline/step.ts';
import { explainSteps } from './comparison.ts';
import { measureSteps } from './measures.ts';
import { trained } from './planted.ts';

/**
 * The network is small, and with so many evaluations two maps that sample share nine in ten of their
 * most relevant cells: what is held against the truth is then the method and not its noise.
 */
const EVALUATIONS = 16_000;

const EXPLAINED = { network: 'single', dataset: 'planted-single/test', evaluations: EVALUATIONS };

/**
 * All methods by all metrics, as on the other data sets, on images whose evidence is known: here a
 * metric can be held against the truth.
 */
export const plantedMeasures: Study = {
  id: 'planted-measures',
  title: 'Planted evidence by all metrics',
  seed: 20,
  steps: [
    ...trained('single'),
    ...explainSteps({ ...EXPLAINED, images: 200, galleryImages: [] }),
    ...measureSteps({
      ...EXPLAINED,
      images: 200,
      imagesExplainedAgain: 32,
      imagesRemoved: 200,
      evidence: 'planted',
      stability: {
        images: 8,
        evaluations: [100, 250, 500, 1000, 2000, 4000, 8000, EVALUATIONS],
        shapley: { images: 8, cell: 8 },
      },
    }),
  ],
};
