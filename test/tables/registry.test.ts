import { beforeAll, describe, expect, it } from 'vitest';
import { groupedRows, toCsv } from '../../src/figures/dataTable.ts';
import { tableChoices, tableOf, tableStem } from '../../src/tables/registry.ts';
import { useFixtureResults } from '../results/fixtureResults.ts';

beforeAll(useFixtureResults);

const study = 'mnist';

describe('the tables', () => {
  it('have files of different names', () => {
    const stems = tableChoices().map(tableStem);
    expect(stems).toContain('tbl-architecture-mnist-2021');
    expect(new Set(stems).size).toBe(stems.length);
  });

  it('have rows, cells for every column, sources, and no number that is none', () => {
    for (const choice of tableChoices()) {
      const { data, sources } = tableOf(choice);
      const stem = tableStem(choice);
      expect(data.rows.length, stem).toBeGreaterThan(0);
      for (const row of data.rows) expect(row.length, stem).toBe(data.columns.length);
      expect(sources.length, stem).toBeGreaterThan(0);
      expect(toCsv(data), stem).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  it('say how to read their marks where they have any', () => {
    for (const choice of tableChoices()) {
      const { data, note } = tableOf(choice);
      expect(note !== undefined, tableStem(choice)).toBe(data.marks !== undefined);
    }
  });

  it('ask for a network where they are about one, and only there', () => {
    expect(() => tableOf({ kind: 'architecture', study })).toThrow(
      /"architecture" needs a network/,
    );
    expect(() => tableOf({ kind: 'accuracy', study, network: '2021' })).toThrow(
      /"accuracy" is not about one network/,
    );
  });
});

describe('the table of degradation', () => {
  it('sets methods and controls apart, best first in each', () => {
    const groups = groupedRows(tableOf({ kind: 'degradation', study }).data);
    expect(groups.map(({ rows }) => rows.map(([title]) => title))).toEqual([
      [
        'LRP',
        'LRP (ε, z+)',
        'LRP (ε everywhere)',
        'LRP (ε, α2β1)',
        'Kernel SHAP',
        'LIME',
        'LRP on grid cells',
      ],
      ['Intensity', 'Sobel edges', 'Random pixels'],
    ]);
    expect(groups[1]!.title).toMatch(/^Controls/);
  });
});

describe('the table of an architecture', () => {
  it('begins with the input and ends with the number of all parameters', () => {
    const { rows } = tableOf({ kind: 'architecture', study, network: '2021' }).data;
    expect(rows[0]).toEqual(['Input', '', '28 × 28 × 1', null]);
    expect(rows[1]).toEqual(['Convolution', '32 filters 3 × 3, valid', '26 × 26 × 32', 896]);
    expect(rows.at(-1)).toEqual(['All', '', '', 35_402]);
  });
});

describe('the tables of accuracies', () => {
  it('hold every network on training and test images', () => {
    const { rows } = tableOf({ kind: 'accuracy', study }).data;
    expect(rows.map(([part, network]) => [part, network])).toEqual([
      ['training', '2021'],
      ['test', '2021'],
      ['training', 'better'],
      ['test', 'better'],
    ]);
  });

  it('hold every class', () => {
    const { rows } = tableOf({ kind: 'class-accuracy', study }).data;
    expect(rows.map(([name]) => name)).toEqual([...'0123456789']);
    expect(rows[9]![1]).toMatchObject({ value: 0.986 });
  });
});

describe('the table of planted networks', () => {
  it('ends with the network that was shown nothing', () => {
    const { rows } = tableOf({ kind: 'networks', study: 'planted' }).data;
    expect(rows).toHaveLength(7);
    expect(rows[0]).toMatchObject(['one glyph', 4000, 0.99, { value: 0.99 }]);
    expect(rows.at(-1)).toMatchObject([
      'nothing: the glyph painted over',
      4000,
      0.1,
      { value: 0.1 },
    ]);
  });
});
