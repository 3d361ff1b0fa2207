import type { Published } from '../../compute/results/replication/published.ts';
import type { Replication } from '../../compute/results/replication/replication.ts';
import { listArtefacts, readArtefact } from './readArtefact.ts';

/** The artefacts of a replication, each read when asked for. */
export interface ReplicationResults {
  /** Data sets on which the comparison was made again. */
  readonly datasets: readonly string[];
  replication(dataset: string): Replication;
  /** What the earlier study reported. */
  published(): Published;
}

/** The results of a study. A missing or bad artefact is an error when it is asked for. */
export function replicationResults(study: string): ReplicationResults {
  return {
    datasets: listArtefacts(study).flatMap((file) => {
      const match = /^replication-([\w-]+)\.json$/.exec(file);
      return match ? [match[1]!] : [];
    }),
    replication: (dataset) => readArtefact(study, `replication-${dataset}.json`) as Replication,
    published: () => readArtefact(study, 'published.json') as Published,
  };
}
