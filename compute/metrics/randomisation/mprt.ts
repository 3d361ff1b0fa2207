import type { Generator } from '../../random/generator.ts';
import { layerSimilarities } from './layerSimilarities.ts';
import type { RandomisationMetric, RandomisationSubject } from './randomisationMetric.ts';

/**
 * Model parameter randomisation test: the mean over layers of how alike maps stay while the layers
 * become random from the top. A method that looks at the image alone has 1. Where
 * most pixels of an image are 0, gradient × input is 0 there for any weights and stays alike: read it
 * beside the control that is the image itself.
 */
export const mprt: RandomisationMetric = {
  id: 'mprt',
  name: 'Parameter randomisation (MPRT)',
  category: 'randomisation',
  direction: 'lower',
  range: [-1, 1],
  needs: ['method', 'networks'],
  source: 'Adebayo et al. 2018, Sanity checks for saliency maps, section 4.1',
  measure: meanSimilarity,
};

/** The mean of the similarities over layers, one an image. */
export function meanSimilarity(subject: RandomisationSubject, generator: Generator): Float32Array {
  const layers = layerSimilarities(subject, generator);
  return Float32Array.from(
    subject.targets,
    (_, image) =>
      layers.reduce((sum, { similarities }) => sum + similarities[image]!, 0) / layers.length,
  );
}
