import { evidencePixels, type LocalisationMetric } from './localisationMetric.ts';
import { topShare } from './topShare.ts';

/**
 * Intersection over union of the evidence with the most relevant pixels, as many as there are of
 * evidence. A pixel that is among them with some chance, for ties, counts with that chance in
 * intersection and union.
 */
export const maskIntersection: LocalisationMetric = {
  id: 'mask-intersection',
  name: 'Intersection over union',
  category: 'localisation',
  direction: 'higher',
  range: [0, 1],
  needs: ['mask'],
  source: 'Jaccard 1912, at the size of the mask',
  measure: (map, mask) => {
    const share = topShare(map, mask, evidencePixels(map, mask));
    return share / (2 - share);
  },
};
