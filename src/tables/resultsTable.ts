import type { Header } from '../../compute/results/header.ts';
import type { DataTable } from '../figures/dataTable.ts';

/** A table of the report with the artefacts it is made from. */
export interface ResultsTable {
  readonly data: DataTable;
  /** How to read its marks; the page alone shows it. */
  readonly note?: string;
  readonly sources: readonly Header[];
}
