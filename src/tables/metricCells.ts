import type { MetricTable, MetricTableColumn } from '../../compute/results/metricTable.ts';
import type { CellMark, DataColumn } from '../figures/dataTable.ts';
import { arrowOf } from '../figures/metrics/direction.ts';

/** The head of a metric's column, with an arrow to the better side. */
export function metricHead(metric: MetricTableColumn): DataColumn {
  return {
    name: metric.id.replaceAll('-', '_'),
    title: `${metric.name} ${arrowOf(metric)}`,
    digits: 3,
    compact: true,
  };
}

/** Whether a row is the best by a metric, or not to be told from it. */
export function markOf({ best, tied }: MetricTableColumn, row: string): CellMark | undefined {
  return row === best ? 'best' : tied.includes(row) ? 'tied' : undefined;
}

/** All rows: controls have no method that could be asked again, and so no row in some tables. */
export function allRows(tables: readonly MetricTable[]): MetricTable['rows'] {
  return tables.reduce((most, table) => (table.rows.length > most.rows.length ? table : most)).rows;
}
