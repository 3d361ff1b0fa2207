import type { Generator } from '../../random/generator.ts';
import { correlation } from '../rankCorrelation.ts';
import { centredRanks } from '../ranks.ts';
import { cascade } from './cascade.ts';
import { explainAll } from './explainAll.ts';
import type { RandomisationSubject } from './randomisationMetric.ts';

/** How alike maps are to those of the network as learnt, when its layers are random down to one. */
export interface LayerSimilarity {
  /** The lowest layer that is random, its position in the architecture. */
  readonly layer: number;
  /** Spearman's correlation of the sizes of relevance, −1 … 1, one an image; 0 for a map of one size. */
  readonly similarities: Float32Array;
}

/**
 * What cascading randomisation makes of the maps, layer by layer from the top. The network as learnt is
 * not among them: it is only like itself.
 * @throws RangeError see `explainAll`
 */
export function layerSimilarities(
  subject: RandomisationSubject,
  generator: Generator,
): LayerSimilarity[] {
  const sizeRanks = (map: Float32Array) => centredRanks(map.map(Math.abs));
  const learnt = explainAll(subject).map(sizeRanks);
  return cascade(subject.network, subject.initialisation, generator).map(({ layer, network }) => ({
    layer,
    similarities: Float32Array.from(explainAll(subject, network), (map, image) =>
      correlation(learnt[image]!, sizeRanks(map)),
    ),
  }));
}
