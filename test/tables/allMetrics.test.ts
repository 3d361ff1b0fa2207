import { describe, expect, it } from 'vitest';
import { groupedRows } from '../../src/figures/dataTable.ts';
import { isEstimate } from '../../src/results/isEstimate.ts';
import { judgesShown } from '../../src/results/rankConsistency.ts';
import { allMetricsTable } from '../../src/tables/allMetrics.ts';

describe('the table of every metric', () => {
  const judges = judgesShown();
  const table = allMetricsTable(judges);

  it('has a group a judge, and holds every mean that was published', () => {
    const groups = groupedRows(table);
    expect(groups.map(({ title }) => title?.toLowerCase())).toEqual(
      judges.map(({ title }) => title.toLowerCase()),
    );
    groups.forEach(({ rows }, place) => {
      const published = judges[place]!.tables.flatMap(({ columns }) =>
        columns.flatMap(({ cells }) => cells.flatMap((cell) => cell?.mean ?? [])),
      );
      const shown = rows.flatMap((row) => row.filter(isEstimate));
      expect(shown).toHaveLength(published.length);
      expect(new Set(shown)).toEqual(new Set(published));
    });
  });

  it('marks one best in each column of each group that was measured', () => {
    for (const { firstRow, rows } of groupedRows(table)) {
      table.columns.forEach((_, column) => {
        const measured = rows.some((row) => isEstimate(row[column]!));
        const best = rows.filter(
          (_row, place) => table.marks![firstRow + place]![column] === 'best',
        );
        expect(best).toHaveLength(measured ? 1 : 0);
      });
    }
  });
});
