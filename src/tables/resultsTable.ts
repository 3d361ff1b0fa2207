import type { Header } from '../../compute/results/header.ts';
import type { DataTable } from '../figures/dataTable.ts';

/** A table of the report with the artefacts it is made from. */
export interface ResultsTable {
  readonly data: DataTable;
  readonly sources: readonly Header[];
}
