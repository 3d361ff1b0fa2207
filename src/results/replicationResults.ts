import type { ReplicatedNetworks } from '../../compute/results/replication/networks.ts';
import type { Published } from '../../compute/results/replication/published.ts';
import type { Replication } from '../../compute/results/replication/replication.ts';
import { listArtefacts, readArtefact } from './readArtefact.ts';
import { shownStudies } from './shownStudies.ts';

export interface ReplicatedDataset {
  /** In names of artefacts and labels. */
  readonly id: string;
  /** In running text. */
  readonly title: string;
}

/** The artefacts of a replication, each read when asked for. */
export interface ReplicationResults {
  /** Data sets on which the comparison was made again. */
  readonly datasets: readonly ReplicatedDataset[];
  replication(dataset: string): Replication;
  /** One method on several networks, under the name of the comparison. */
  networks(name: string): ReplicatedNetworks;
  /** What the earlier study reported. */
  published(): Published;
}

/** The results of a study. A missing or bad artefact is an error when it is asked for. */
export function replicationResults(study: string): ReplicationResults {
  return {
    datasets: listArtefacts(study)
      .flatMap((file) => /^replication-([\w-]+)\.json$/.exec(file)?.[1] ?? [])
      .map((id) => ({ id, title: titleOf(id) }))
      .sort((one, other) => placeOf(one.id) - placeOf(other.id)),
    replication: (dataset) => readArtefact(study, `replication-${dataset}.json`) as Replication,
    networks: (name) => readArtefact(study, `networks-${name}.json`) as ReplicatedNetworks,
    published: () => readArtefact(study, 'published.json') as Published,
  };
}

/** A replication of a data set has the name of the study that explains the same data set. */
function titleOf(dataset: string): string {
  return shownStudies().find(({ id }) => id === dataset)?.title ?? dataset;
}

/** Data sets come in the order of the report. */
function placeOf(dataset: string): number {
  return shownStudies().findIndex(({ id }) => id === dataset);
}
