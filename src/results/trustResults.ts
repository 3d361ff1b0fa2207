import type { Agreement } from '../../compute/results/agreement.ts';
import type { Curves } from '../../compute/results/curves.ts';
import type { Stability } from '../../compute/results/stability.ts';
import { listArtefacts, readArtefact } from './readArtefact.ts';

/** What says how far the measures of a study can be trusted; undefined where it was not computed. */
export interface TrustResults {
  curves(): Curves | undefined;
  stability(): Stability | undefined;
  agreement(): Agreement | undefined;
}

/** A bad artefact is an error when it is asked for. */
export function trustResults(study: string): TrustResults {
  const read = (name: string) =>
    listArtefacts(study).includes(name) ? readArtefact(study, name) : undefined;
  return {
    curves: () => read('curves.json') as Curves | undefined,
    stability: () => read('stability.json') as Stability | undefined,
    agreement: () => read('agreement.json') as Agreement | undefined,
  };
}
