import { correlation } from '../rankCorrelation.ts';
import { centredRanks } from '../ranks.ts';
import { explainAll } from './explainAll.ts';
import type { RandomisationMetric } from './randomisationMetric.ts';

/**
 * Random logit test: how alike the map is to one for another class, drawn for each image. Spearman's
 * correlation of signed relevance, where the source has structural similarity, which depends on the
 * scale of maps: opposite evidence for two classes has −1, a method blind to the class 1.
 */
export const randomLogit: RandomisationMetric = {
  id: 'random-logit',
  name: 'Random logit',
  category: 'randomisation',
  direction: 'lower',
  range: [-1, 1],
  needs: ['method'],
  source: 'Sixt, Granz & Landgraf 2020, When explanations lie, section 4',
  measure: (subject, generator) => {
    const { classes, name } = subject.network.architecture;
    if (classes < 2) throw new RangeError(`${name} has no other class to explain`);
    const others = subject.targets.map(
      (target) => (target + 1 + generator.below(classes - 1)) % classes,
    );
    const own = explainAll(subject);
    const other = explainAll(subject, subject.network, others);
    return Float32Array.from(own, (map, image) =>
      correlation(centredRanks(map), centredRanks(other[image]!)),
    );
  },
};
