import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DataTable } from '../../src/figures/dataTable.ts';
import { tableSnippet } from '../../src/latex/tableSnippet.ts';
import { tabular } from '../../src/latex/tabular.ts';
import { tableChoices, tableOf, tableStem } from '../../src/tables/registry.ts';
import { useFixtureResults } from '../results/fixtureResults.ts';

useFixtureResults();
beforeAll(useFixtureResults);
afterAll(() => {
  vi.unstubAllEnvs();
});

const table: DataTable = {
  columns: [
    { name: 'method', title: 'Method' },
    { name: 'accuracy', title: 'Accuracy', style: 'percent', digits: 1 },
    { name: 'loss', title: 'Cross-entropy, nats', digits: 3 },
    { name: 'n', title: 'n', style: 'integer' },
  ],
  rows: [
    ['LRP (ε, z+)', { value: 0.4968, low: 0.4894, high: 0.5046 }, -0.0117, 10_000],
    ['50\u202f% & more', { value: 1, low: 0.9, high: 1 }, 12.5, null],
  ],
  groups: [{ firstRow: 1, title: 'Controls' }],
};

describe('tabular', () => {
  it('sets rules by booktabs, numbers by siunitx, intervals beside them', () => {
    expect(tabular(table)).toBe(
      [
        '\\begin{tabular}{@{}l S[table-format=3.1] c S[table-format=-2.3] S[table-format=5]@{}}',
        '\\toprule',
        '{Method} & {Accuracy,} & {95\\,\\%} & {Cross-entropy,} & {n} \\\\',
        ' & {\\%} & {interval} & {nats} &  \\\\',
        '\\midrule',
        'LRP ($\\varepsilon$, z+) & 49.7 & 48.9--50.5 & -0.012 & 10000 \\\\',
        '\\midrule',
        '\\multicolumn{5}{l}{\\emph{Controls}} \\\\',
        '50\\,\\% \\& more & 100.0 & 90.0--100.0 & 12.500 & {--} \\\\',
        '\\bottomrule',
        '\\end{tabular}',
        '',
      ].join('\n'),
    );
  });

  it.each(tableChoices().map((choice) => [tableStem(choice), choice] as const))(
    'writes %s in ASCII, as many cells in every row',
    (_, choice) => {
      const text = tabular(tableOf(choice).data);
      expect(text).toMatch(/^[\n -~]+$/);
      const parts = text.split('\\end{tabular}').slice(0, -1);
      expect(parts.length).toBeGreaterThan(0);
      for (const part of parts) {
        const cells = part
          .split('\n')
          .filter((line) => line.endsWith('\\\\') && !line.startsWith('\\multicolumn'))
          .map((line) => line.split(/(?<!\\)&/).length);
        expect(new Set(cells).size).toBe(1);
      }
    },
  );

  it('stands in a float that is set smaller the wider it is', () => {
    const choice = { kind: 'degradation', study: 'mnist' } as const;
    expect(tableSnippet(choice, tabular(table))).toContain('\\small\n');
    const wide = {
      ...table,
      rows: [...table.rows, ['A title that goes on and on and on', null, null, null]],
    };
    const snippet = tableSnippet(choice, tabular(wide));
    expect(snippet).toContain('\\label{tbl:degradation-mnist}');
    expect(snippet).toMatch(/\\(footnotesize|scriptsize)/);
    const narrow = { columns: table.columns.slice(0, 1), rows: [['a']] };
    expect(tableSnippet(choice, tabular(narrow))).not.toMatch(/\\(small|footnotesize|scriptsize)/);
  });
});
