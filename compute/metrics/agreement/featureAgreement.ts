import type { AgreementMetric } from './agreementMetric.ts';
import { commonTop } from './commonTop.ts';

/** Share of the top pixels that both maps have in common. Chance is the top share itself. */
export const featureAgreement: AgreementMetric = {
  id: 'feature-agreement',
  name: 'Feature agreement (FA)',
  category: 'agreement',
  direction: 'higher',
  range: [0, 1],
  needs: ['other map'],
  source: 'Krishna et al. 2022, The disagreement problem',
  ofTop: true,
  measure: (first, second, share) => commonTop(first, second, share, () => true),
};
