import type { MetricTableColumn } from '../../compute/results/metricTable.ts';
import type { DataTable } from '../figures/dataTable.ts';
import { capitalised } from '../figures/wordLists.ts';
import type { Judge } from '../results/rankConsistency.ts';
import { allRows, markOf, metricHead } from './metricCells.ts';

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
      ...[...metrics.values()].map(metricHead),
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
  const rows = allRows(tables);
  return {
    title: capitalised(title),
    rows: rows.map((row) => [
      row.title,
      ...measured.map(({ places, column }) => column?.cells[places.indexOf(row.id)]?.mean ?? null),
    ]),
    marks: rows.map(({ id }) => [
      undefined,
      ...measured.map(({ column }) => column && markOf(column, id)),
    ]),
  };
}
