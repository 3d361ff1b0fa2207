import type { MetricCategory } from '../../compute/metrics/metric.ts';
import type { MetricTable } from '../../compute/results/metricTable.ts';
import { arrowOf } from '../figures/metricMatrix.ts';
import type { CellMark } from '../figures/dataTable.ts';
import type { ResultsTable } from './resultsTable.ts';

/**
 * The metrics of one category: a row a method or control, a column a metric, with the best of each
 * column and those that cannot be told from it marked.
 */
export function metricsTable(
  tables: readonly MetricTable[],
  category: MetricCategory,
): ResultsTable {
  const table = tables.find(({ columns }) =>
    columns.some((column) => column.category === category),
  );
  if (!table) throw new Error(`no metric of category "${category}" was measured`);
  const columns = table.columns.filter((column) => column.category === category);
  const controls = table.rows.findIndex(({ kind }) => kind === 'control');
  return {
    sources: [table.header],
    data: {
      sortable: true,
      columns: [
        { name: 'ranking', title: 'Method or control' },
        ...columns.map((column) => ({
          name: column.id.replaceAll('-', '_'),
          title: `${column.name} ${arrowOf(column)}`,
          digits: 3,
          compact: true,
        })),
      ],
      rows: table.rows.map(({ title }, row) => [
        title,
        ...columns.map(({ cells }) => cells[row]?.mean ?? null),
      ]),
      marks: table.rows.map(({ id }) => [
        undefined,
        ...columns.map(({ best, tied }): CellMark | undefined =>
          id === best ? 'best' : tied.includes(id) ? 'tied' : undefined,
        ),
      ]),
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
