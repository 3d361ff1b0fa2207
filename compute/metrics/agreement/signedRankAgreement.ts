import type { AgreementMetric } from './agreementMetric.ts';
import { commonRanks } from './commonRanks.ts';
import { sameSign } from './rankedMap.ts';

/** Share of the top ranks that hold the same pixel, with the same sign, in both maps. */
export const signedRankAgreement: AgreementMetric = {
  id: 'signed-rank-agreement',
  name: 'Signed rank agreement (SRA)',
  category: 'agreement',
  direction: 'higher',
  range: [0, 1],
  needs: ['other map'],
  source: 'Krishna et al. 2022, The disagreement problem',
  ofTop: true,
  measure: (first, second, share) =>
    commonRanks(first, second, share, (pixel) => sameSign(first, second, pixel)),
};
