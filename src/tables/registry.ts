import { METRIC_CATEGORIES, type MetricCategory } from '../../compute/metrics/metric.ts';
import { labelStem } from '../figures/figure.ts';
import { shownStudies, type StudyKind } from '../results/shownStudies.ts';
import { studyResults, type StudyResults } from '../results/studyResults.ts';
import { accuracyTable, classAccuracyTable } from './accuracies.ts';
import { architectureTable } from './architecture.ts';
import {
  predictorTable,
  quantisedTable,
  refusalTable,
  refusedSetsTable,
  rocAreaTable,
} from './bayesian.ts';
import { classDegradationTable, degradationTable } from './degradation.ts';
import { plantedNetworksTable } from './plantedNetworks.ts';
import { metricsTable } from './metrics.ts';
import {
  bayesian2021Table,
  faultsTable,
  protocolsTable,
  replicatedNetworksTable,
} from './replication.ts';
import type { ResultsTable } from './resultsTable.ts';

/** Metrics of a study, a table a category: `metrics-faithfulness`, … */
const OF_METRICS = Object.fromEntries(
  METRIC_CATEGORIES.map((category) => [
    `metrics-${category}`,
    (results: StudyResults) => metricsTable(results.metricTables(), category),
  ]),
) as Record<`metrics-${MetricCategory}`, (results: StudyResults) => ResultsTable>;

/** Tables of a whole study, by what they show. */
const OF_STUDY = {
  accuracy: accuracyTable,
  'class-accuracy': classAccuracyTable,
  degradation: (results: StudyResults) => degradationTable(results.degradation()),
  'class-degradation': (results: StudyResults) =>
    classDegradationTable(results.degradation(), results.gallery().classNames),
  ...OF_METRICS,
  networks: plantedNetworksTable,
  predictors: predictorTable,
  'refusal-rules': refusalTable,
  'refused-sets': refusedSetsTable,
  'roc-areas': rocAreaTable,
  quantised: quantisedTable,
  protocols: protocolsTable,
  faults: faultsTable,
  'replicated-networks': replicatedNetworksTable,
  'bayesian-2021': bayesian2021Table,
} as const;

/** Tables of one network of a study. */
const OF_NETWORK = {
  architecture: (results: StudyResults, network: string) =>
    architectureTable(results.trainingLog(network)),
} as const;

export type TableKind = keyof typeof OF_STUDY | keyof typeof OF_NETWORK;

/** The tables of each kind of study. */
const OF_KIND: Readonly<Record<StudyKind, readonly TableKind[]>> = {
  comparison: ['architecture', 'accuracy', 'class-accuracy', 'degradation', 'class-degradation'],
  planted: ['networks'],
  measures: [],
  bayesian: ['predictors', 'refusal-rules', 'refused-sets', 'roc-areas', 'quantised'],
  replication: ['protocols', 'faults', 'replicated-networks', 'bayesian-2021'],
  network: [],
};

/** What a table shows, of which study, and of which network where it is of one. */
export interface TableChoice {
  readonly kind: TableKind;
  readonly study: string;
  readonly network?: string | undefined;
}

/** All tables that there are; each can be had as a file. */
export function tableChoices(): TableChoice[] {
  return shownStudies().flatMap(({ id: study, kind: studyKind }) =>
    [...OF_KIND[studyKind], ...metricKinds(study)].flatMap((kind): TableChoice[] =>
      kind in OF_NETWORK
        ? studyResults(study).networks.map((network) => ({ kind, study, network }))
        : [{ kind, study }],
    ),
  );
}

/** Tables of the categories in which a study has measured anything. */
function metricKinds(study: string): TableKind[] {
  const categories = studyResults(study)
    .metricTables()
    .flatMap(({ columns }) => columns.map(({ category }) => category));
  return [...new Set(categories)].map((category) => `metrics-${category}` as const);
}

/** Stem of a table's file, e.g. `tbl-architecture-mnist-2021`. */
export function tableStem({ kind, study, network }: TableChoice): string {
  return labelStem(['tbl:' + kind, study, network].filter((part) => part !== undefined).join('-'));
}

/** A table of a study's results. @throws Error when a network is needed or given in vain */
export function tableOf({ kind, study, network }: TableChoice): ResultsTable {
  const results = studyResults(study);
  if (kind in OF_NETWORK !== (network !== undefined)) {
    const needs = kind in OF_NETWORK ? 'needs a network' : 'is not about one network';
    throw new Error(`a table of kind "${kind}" ${needs}`);
  }
  return network === undefined
    ? OF_STUDY[kind as keyof typeof OF_STUDY](results)
    : OF_NETWORK[kind as keyof typeof OF_NETWORK](results, network);
}
