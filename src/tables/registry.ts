import type { DataTable } from '../figures/dataTable.ts';
import { studyResults } from '../results/studyResults.ts';
import { accuracyTable } from './accuracies.ts';
import { architectureTable } from './architecture.ts';
import { classDegradationTable, degradationTable } from './degradation.ts';

/** Tables that every study of networks and explanations has, by what they are made from. */
const TABLES = {
  accuracy: (study: string) => accuracyTable(studyResults(study)),
  architecture: (study: string, network: string | undefined) =>
    architectureTable(studyResults(study).trainingLog(required(network))),
  degradation: (study: string) => degradationTable(studyResults(study).degradation()),
  'class-degradation': (study: string) =>
    classDegradationTable(
      studyResults(study).degradation(),
      studyResults(study).gallery().classNames,
    ),
} as const;

export type TableKind = keyof typeof TABLES;

/** A table of a study's results. */
export function tableOf(kind: TableKind, study: string, network?: string): DataTable {
  return TABLES[kind](study, network);
}

function required(network: string | undefined): string {
  if (network === undefined) throw new Error('<ResultTable kind="architecture"> needs a network');
  return network;
}
