import { beforeAll, describe, expect, it } from 'vitest';
import { groupedRows, toCsv } from '../../src/figures/dataTable.ts';
import { tableOf, type TableKind } from '../../src/tables/registry.ts';
import { useFixtureResults } from '../results/fixtureResults.ts';

beforeAll(useFixtureResults);

const table = (kind: TableKind) => tableOf({ kind, study: 'bayesian' }).data;
const column = (kind: TableKind, name: string) => {
  const { columns, rows } = table(kind);
  const place = columns.findIndex((own) => own.name === name);
  return rows.map((row) => row[place]);
};

describe('the table of predictors', () => {
  it('has one row each, with intervals', () => {
    expect(column('predictors', 'networks')).toEqual([100, 100, 1, 5]);
    expect(column('predictors', 'accuracy')[1]).toMatchObject({ value: 0.984 });
  });
});

describe('the table of rules', () => {
  it('sets apart what their thresholds promise', () => {
    const groups = groupedRows(table('refusal-rules'));
    expect(groups.map(({ title, rows }) => [title, rows.length])).toEqual([
      ['Threshold as in 2021', 2],
      ['Threshold chosen to answer 87.58\u202f% of held-out images', 1],
      ['Threshold chosen to answer 95.00\u202f% of held-out images', 2],
    ]);
    expect(groups[0]!.rows.map(([predictor]) => predictor)).toEqual([
      'Bayesian, as in 2021',
      'Bayesian',
    ]);
  });
});

describe('the tables of unfamiliar images', () => {
  it('name every rule of every predictor, the familiar set first', () => {
    const { columns } = table('refused-sets');
    expect(columns.map(({ title }) => title)).toEqual([
      'Predictor',
      'Rule',
      'MNIST',
      'Fashion-MNIST',
      'KMNIST',
      'Uniform noise',
      'Blank',
      '± at most',
    ]);
    expect(column('refused-sets', 'rule')).toEqual([
      'Rule of 2021',
      'Rule of 2021',
      'Entropy',
      'Confidence',
      'Entropy',
    ]);
    const widest = column('refused-sets', 'widest_half_interval');
    for (const half of widest) expect(half).toBeCloseTo(0.01, 9);
  });

  it('have no mutual information of a network alone', () => {
    const { rows } = table('roc-areas');
    const alone = rows.filter(([predictor]) => predictor === 'Single network');
    expect(alone.map(([, score]) => score)).toEqual(['Entropy']);
    expect(rows).toHaveLength(7);
    expect(column('roc-areas', 'widest_half_interval')[0]).toBeCloseTo(0.003, 9);
  });
});

describe('the table of shorter posteriors', () => {
  it('leaves empty what nothing was compared with', () => {
    const [, full, rounded, compressed, redrawn] = toCsv(table('quantised')).trimEnd().split('\n');
    expect(full).toMatch(/^32 bits,3827280,0\.984,.*,,,$/);
    expect(rounded).toMatch(/^8 bits,956820,0\.9839,.*,7,0\.0009,0\.0003$/);
    expect(compressed).toMatch(/^Compressed,109000,0\.9835,.*,11,0\.004,0\.0008$/);
    expect(redrawn).toMatch(/^Redrawn,,.*,8,0\.0025,0\.0005$/);
  });
});
