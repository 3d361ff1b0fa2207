import type { MetricCategory } from '../../compute/metrics/metric.ts';
import type { MetricTable } from '../../compute/results/metricTable.ts';
import { allRows, markOf, metricHead } from './metricCells.ts';
import type { ResultsTable } from './resultsTable.ts';

/**
 * The metrics of one category: a row a method or control, a column a metric, with the best of each
 * column and those that cannot be told from it marked.
 */
export function metricsTable(
  tables: readonly MetricTable[],
  category: MetricCategory,
): ResultsTable {
  const measured = tables
    .map((table) => ({
      ...table,
      columns: table.columns.filter((column) => column.category === category),
    }))
    .filter(({ columns }) => columns.length > 0);
  if (measured.length === 0) throw new Error(`no metric of category "${category}" was measured`);
  const rows = allRows(measured);
  const columns = measured.flatMap((table) =>
    table.columns.map((column) => ({
      ...column,
      meanOf: (id: string) =>
        column.cells[table.rows.findIndex((row) => row.id === id)]?.mean ?? null,
    })),
  );
  const controls = rows.findIndex(({ kind }) => kind === 'control');
  return {
    sources: measured.map(({ header }) => header),
    note: 'Bold: the best. Underlined: not to be told from it. –: not measured.',
    data: {
      sortable: true,
      columns: [{ name: 'ranking', title: 'Method or control' }, ...columns.map(metricHead)],
      rows: rows.map(({ id, title }) => [title, ...columns.map(({ meanOf }) => meanOf(id))]),
      marks: rows.map(({ id }) => [undefined, ...columns.map((column) => markOf(column, id))]),
      ...(controls < 0
        ? {}
        : {
            groups: [
              { firstRow: 0, title: 'Methods' },
              { firstRow: controls, title: 'Controls' },
            ],
          }),
    },
  };
}
