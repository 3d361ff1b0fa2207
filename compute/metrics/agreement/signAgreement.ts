import type { AgreementMetric } from './agreementMetric.ts';
import { commonTop } from './commonTop.ts';
import { sameSign } from './rankedMap.ts';

/** Share of the top pixels that both maps have in common, with the same sign. */
export const signAgreement: AgreementMetric = {
  id: 'sign-agreement',
  name: 'Sign agreement (SA)',
  category: 'agreement',
  direction: 'higher',
  range: [0, 1],
  needs: ['other map'],
  source: 'Krishna et al. 2022, The disagreement problem',
  ofTop: true,
  measure: (first, second, share) =>
    commonTop(first, second, share, (pixel) => sameSign(first, second, pixel)),
};
