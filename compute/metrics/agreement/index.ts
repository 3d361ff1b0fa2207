import type { AgreementMetric } from './agreementMetric.ts';
import { featureAgreement } from './featureAgreement.ts';
import { pairwiseRankAgreement } from './pairwiseRankAgreement.ts';
import { rankAgreement } from './rankAgreement.ts';
import { rankCorrelationAgreement } from './rankCorrelationAgreement.ts';
import { signAgreement } from './signAgreement.ts';
import { signedRankAgreement } from './signedRankAgreement.ts';

/** All metrics of agreement, in the order of tables. */
export const AGREEMENT_METRICS: readonly AgreementMetric[] = [
  featureAgreement,
  rankAgreement,
  signAgreement,
  signedRankAgreement,
  rankCorrelationAgreement,
  pairwiseRankAgreement,
];
