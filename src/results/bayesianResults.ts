import type { BayesianTraining } from '../../compute/results/bayesianTraining.ts';
import type { Compressed } from '../../compute/results/compressed.ts';
import type { Doubt } from '../../compute/results/doubt.ts';
import type { Quantised } from '../../compute/results/quantised.ts';
import type { UncertaintyResults } from '../../compute/results/uncertainty.ts';
import type { Unfamiliar } from '../../compute/results/unfamiliar.ts';
import { readArtefact } from './readArtefact.ts';

/** The artefacts of a study of networks that may refuse to answer, each read when asked for. */
export interface BayesianResults {
  training(network: string): BayesianTraining;
  uncertainty(): UncertaintyResults;
  unfamiliar(): Unfamiliar;
  doubt(): Doubt;
  quantised(network: string): Quantised;
  compressed(network: string): Compressed;
}

/** The results of a study. A missing or bad artefact is an error when it is asked for. */
export function bayesianResults(study: string): BayesianResults {
  const read = (name: string) => readArtefact(study, `${name}.json`);
  return {
    training: (network) => read(`bayesian-training-${network}`) as BayesianTraining,
    uncertainty: () => read('uncertainty') as UncertaintyResults,
    unfamiliar: () => read('unfamiliar') as Unfamiliar,
    doubt: () => read('doubt') as Doubt,
    quantised: (network) => read(`quantised-${network}`) as Quantised,
    compressed: (network) => read(`compressed-${network}`) as Compressed,
  };
}
