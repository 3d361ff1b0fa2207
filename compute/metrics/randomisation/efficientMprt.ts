import { initialWeights } from '../../networks/initialWeights.ts';
import { explainAll } from './explainAll.ts';
import { histogramEntropy } from './histogramEntropy.ts';
import type { RandomisationMetric } from './randomisationMetric.ts';

/**
 * Efficient MPRT: by how much the entropy of a map's histogram rises when all weights are random, as a
 * share of what it was. 0 for a map of one value, whose entropy is 0.
 */
export const efficientMprt: RandomisationMetric = {
  id: 'efficient-mprt',
  name: 'Efficient MPRT',
  category: 'randomisation',
  direction: 'higher',
  range: [-1, Infinity],
  needs: ['method', 'networks'],
  source: 'Hedström et al. 2023, Sanity checks revisited, section 4.2',
  measure: (subject, generator) => {
    const { network, initialisation } = subject;
    const learnt = explainAll(subject);
    const random = initialWeights(network.architecture, initialisation, generator);
    return Float32Array.from(explainAll(subject, random), (map, image) => {
      const before = histogramEntropy(learnt[image]!);
      return before === 0 ? 0 : (histogramEntropy(map) - before) / before;
    });
  },
};
