import type { AgreementMetric } from './agreementMetric.ts';
import { commonRanks } from './commonRanks.ts';

/** Share of the top ranks that hold the same pixel in both maps. */
export const rankAgreement: AgreementMetric = {
  id: 'rank-agreement',
  name: 'Rank agreement (RA)',
  category: 'agreement',
  direction: 'higher',
  range: [0, 1],
  needs: ['other map'],
  source: 'Krishna et al. 2022, The disagreement problem',
  ofTop: true,
  measure: (first, second, share) => commonRanks(first, second, share, () => true),
};
