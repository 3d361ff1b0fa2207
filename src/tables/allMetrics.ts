import type { MetricTableColumn } from '../../compute/results/metricTable.ts';
import type { CellMark, DataTable } from '../figures/dataTable.ts';
import { arrowOf } from '../figures/metricMatrix.ts';
import { capitalised } from '../figures/wordLists.ts';
import type { Judge } from '../results/rankConsistency.ts';

/** Every metric that any judge has measured: a group a judge, a row a method or control. */
export function allMetricsTable(judges: readonly Judge[]): DataTable {
  const metrics = new Map<string, MetricTableColumn>();
  for (const { tables } of judges) {
    for (const column of tables.flatMap(({ columns }) => columns)) {
      if (!metrics.has(column.id)) metrics.set(column.id, column);
    }
  }
  const groups = judges.map((judge) => groupOf(judge, [...metrics.keys()]));
  return {
    sortable: true,
    columns: [
      { name: 'ranking', title: 'Method or control' },
      ...[...metrics.values()].map((metric) => ({
        name: metric.id.replaceAll('-', '_'),
        title: `${metric.name} ${arrowOf(metric)}`,
        digits: 3,
        compact: true,
      })),
    ],
    rows: groups.flatMap(({ rows }) => rows),
    marks: groups.flatMap(({ marks }) => marks),
    groups: groups.map(({ title }, place) => ({
      title,
      firstRow: groups.slice(0, place).reduce((sum, { rows }) => sum + rows.length, 0),
    })),
  };
}

function groupOf({ title, tables }: Judge, metrics: readonly string[]) {
  const measured = metrics.map((id) => {
    const table = tables.find(({ columns }) => columns.some((column) => column.id === id));
    const column = table?.columns.find((own) => own.id === id);
    return { places: table?.rows.map((row) => row.id) ?? [], column };
  });
  // Controls have no method that could be asked again, and so no row in some tables.
  const { rows } = tables.reduce((most, table) =>
    table.rows.length > most.rows.length ? table : most,
  );
  return {
    title: capitalised(title),
    rows: rows.map((row) => [
      row.title,
      ...measured.map(({ places, column }) => column?.cells[places.indexOf(row.id)]?.mean ?? null),
    ]),
    marks: rows.map(({ id }) => [
      undefined,
      ...measured.map(({ column }): CellMark | undefined =>
        column?.best === id ? 'best' : column?.tied.includes(id) ? 'tied' : undefined,
      ),
    ]),
  };
}
