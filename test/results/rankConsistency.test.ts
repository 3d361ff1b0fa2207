import { describe, expect, it } from 'vitest';
import type { MetricTable } from '../../compute/results/metricTable.ts';
import { printPalette } from '../../src/figures/palette.ts';
import { rankConsistencyFigure } from '../../src/figures/trust/rankConsistency.ts';
import { judgesShown, rankConsistency, type Judge } from '../../src/results/rankConsistency.ts';
import { header } from '../fixtures/madeUpStudy.ts';

/** Means by metric; the last row is a control. */
function madeUpTable(means: Readonly<Record<string, readonly (number | null)[]>>): MetricTable {
  const rows = Object.values(means)[0]!.map((_, place, all) => ({
    id: `row-${String(place)}`,
    title: `Row ${String(place)}`,
    kind: place + 1 < all.length ? ('method' as const) : ('control' as const),
  }));
  return {
    header: header('measure-maps'),
    dataset: 'mnist/test',
    network: '2021',
    bootstrapResamples: 100,
    rows,
    columns: Object.entries(means).map(([id, values]) => ({
      id,
      name: id,
      category: 'faithfulness',
      direction: 'lower',
      range: [null, null],
      source: 'made up',
      images: 10,
      cells: values.map((value) =>
        value === null ? null : { mean: { value, low: value, high: value }, values: [] },
      ),
      best: rows[0]!.id,
      tied: [],
    })),
  };
}

const judge = (title: string, means: readonly number[], control = 0): Judge => ({
  title,
  tables: [madeUpTable({ deletion: [...means, control] })],
});

const first = judge('digits', [1, 2, 3, 4, 5]);

describe('the consistency of ranks', () => {
  it('is 1 for the same order and −1 for the reverse, whatever the sizes', () => {
    const same = judge('same', [0, 10, 11, 400, 401]);
    const reverse = judge('reverse', [0.5, 0.4, 0.3, 0.2, 0.1]);
    const { others, metrics } = rankConsistency([first, same, reverse]);
    expect(metrics.map(({ taus }) => taus)).toEqual([[1, -1]]);
    expect(others.map(({ median }) => median)).toEqual([1, -1]);
  });

  it('does not count controls', () => {
    const other = judge('other', [1, 2, 3, 4, 5], -7);
    expect(rankConsistency([first, other]).metrics[0]).toMatchObject({ methods: 5, taus: [1] });
  });

  it('compares only the methods and metrics that all judges have', () => {
    const fewer: Judge = {
      title: 'fewer',
      tables: [madeUpTable({ deletion: [9, null, 7, 8, 1, 0], insertion: [1, 2, 3, 4, 5, 6] })],
    };
    const { metrics } = rankConsistency([first, fewer]);
    // Of 1, 3, 4, 5 the values 9, 7, 8, 1 turn five of six pairs round.
    expect(metrics).toHaveLength(1);
    expect(metrics[0]!.methods).toBe(4);
    expect(metrics[0]!.taus[0]).toBeCloseTo(-2 / 3, 12);
    expect(metrics[0]!.concordance).toBeCloseTo(0.1, 12);
  });

  it('wants two judges', () => {
    expect(() => rankConsistency([first])).toThrow('1 judges');
  });

  it('of the report has a mark for each metric and judge', () => {
    const judges = judgesShown();
    const consistency = rankConsistency(judges);
    expect(judges.length).toBeGreaterThan(1);
    expect(new Set(judges.map(({ title }) => title)).size).toBe(judges.length);
    const svg = rankConsistencyFigure(consistency).drawing.draw({
      width: 560,
      palette: printPalette,
    });
    const marks = svg.match(/stroke-width="1\.4"/g)!.length;
    expect(marks).toBe((judges.length - 1) * (consistency.metrics.length + 1));
  });
});
