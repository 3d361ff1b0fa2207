import { describe, expect, it } from 'vitest';
import { labelStem } from '../../src/figures/figure.ts';
import { figureDefinitions, figureOf } from '../../src/figures/registry.ts';
import { pgfplot } from '../../src/thesis/pgfplots.ts';
import { plotSpecOf } from '../../src/thesis/plotSpecs.ts';

const plotted = figureDefinitions().flatMap(({ label }) => {
  const spec = plotSpecOf(label);
  return spec ? [{ label, spec }] : [];
});

it('plots figures of every kind that has lines, bars or dots', () => {
  const kinds = 'curves road stability shapley-error waterfall degradation training'.split(' ');
  for (const kind of kinds) {
    expect(plotted.map(({ label }) => label).join(' ')).toContain(`fig:${kind}-`);
  }
});

describe.each(plotted)('the plot of the published $label', ({ label, spec }) => {
  const { data: table } = figureOf(label);
  const { tex, data } = pgfplot(labelStem(label), table, spec);

  it('reads every file that it has, and holds numbers in each line', () => {
    for (const [file, csv] of data) {
      expect(tex).toContain(`\\reportplots/${file}}`);
      const [head, ...rows] = csv.trim().split('\n');
      expect(rows.length).toBeGreaterThan(0);
      const width = head!.split(',').length;
      for (const row of rows) {
        const cells = row.split(',');
        expect(cells.length).toBe(width);
        expect(cells.every((cell) => cell === 'nan' || Number.isFinite(Number(cell)))).toBe(true);
      }
    }
  });

  it('has as many axes as panels, and all rows of the data', () => {
    const panelOf = table.columns.findIndex(({ name }) => name === spec.panels);
    const panels = new Set(table.rows.map((row) => row[panelOf]));
    expect(tex.split('\\begin{axis}').length - 1).toBe(panels.size);
    const lines = [...data.values()].map((csv) => csv.trim().split('\n').length - 1);
    expect(lines.reduce((sum, count) => sum + count, 0)).toBe(table.rows.length);
  });
});
