import { correlation } from '../rankCorrelation.ts';
import type { AgreementMetric } from './agreementMetric.ts';
import { topCount } from './rankedMap.ts';

/** Spearman's correlation of the sizes of relevance of all pixels, ties by average ranks. */
export const rankCorrelationAgreement: AgreementMetric = {
  id: 'rank-correlation',
  name: 'Rank correlation (RC)',
  category: 'agreement',
  direction: 'higher',
  range: [-1, 1],
  needs: ['other map'],
  source: 'Krishna et al. 2022, The disagreement problem; Spearman 1904',
  ofTop: false,
  measure: (first, second) => {
    topCount(first, second, 1);
    return correlation(first.ranks, second.ranks);
  },
};
