import { pairOrders } from '../pairOrders.ts';
import type { AgreementMetric } from './agreementMetric.ts';
import { topCount } from './rankedMap.ts';

/**
 * Share of all pairs of pixels that both maps order alike by the size of relevance. A pair that is tied
 * in both counts as alike, one that is tied in one map as half: what breaking the tie at random would
 * give. Chance is 1/2.
 */
export const pairwiseRankAgreement: AgreementMetric = {
  id: 'pairwise-rank-agreement',
  name: 'Pairwise rank agreement (PRA)',
  category: 'agreement',
  direction: 'higher',
  range: [0, 1],
  needs: ['other map'],
  source: 'Krishna et al. 2022, The disagreement problem',
  ofTop: false,
  measure: (first, second) => {
    topCount(first, second, 1);
    const { pairs, concordant, tiedFirst, tiedSecond, tiedBoth } = pairOrders(
      first.ranks,
      second.ranks,
    );
    const tiedInOne = tiedFirst + tiedSecond - 2 * tiedBoth;
    return (concordant + tiedBoth + tiedInOne / 2) / pairs;
  },
};
