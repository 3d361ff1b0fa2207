import { evidencePixels, type LocalisationMetric } from './localisationMetric.ts';
import { topShare } from './topShare.ts';

/** Of the most relevant pixels, as many as there are of evidence: the share that is evidence. */
export const relevanceRank: LocalisationMetric = {
  id: 'relevance-rank',
  name: 'Relevance rank',
  category: 'localisation',
  direction: 'higher',
  range: [0, 1],
  needs: ['mask'],
  source: 'Arras, Osman & Samek 2022, CLEVR-XAI, equation 2',
  measure: (map, mask) => topShare(map, mask, evidencePixels(map, mask)),
};
