import { describe, expect, it } from 'vitest';
import {
  cellText,
  groupedRows,
  hasIntervals,
  intervalText,
  isNumeric,
  toCsv,
  type DataTable,
} from '../../src/figures/dataTable.ts';

const accuracy = { name: 'accuracy', title: 'Accuracy', style: 'percent', digits: 1 } as const;
const estimate = { value: 0.5, low: 0.4, high: 0.61 };
const table: DataTable = {
  columns: [{ name: 'method', title: 'Method' }, accuracy, { name: 'n', title: 'n' }],
  rows: [
    ['LIME, "here"', estimate, 1 / 3],
    ['two\nlines', null, null],
  ],
};

describe('toCsv', () => {
  it('quotes, widens estimates, and prints numbers in full', () => {
    expect(toCsv(table)).toBe(
      'method,accuracy,accuracy_low,accuracy_high,n\n' +
        '"LIME, ""here""",0.5,0.4,0.61,0.3333333333333333\n' +
        '"two\nlines",,,,\n',
    );
  });
});

describe('cells', () => {
  it('print numbers by the style of their column', () => {
    expect(cellText(accuracy, estimate)).toBe('50.0\u202f%');
    expect(intervalText(accuracy, estimate)).toBe('40.0–61.0\u202f%');
    expect(cellText(accuracy, 0.25)).toBe('25.0\u202f%');
    expect(cellText(accuracy, null)).toBe('–');
    expect(intervalText(accuracy, null)).toBe('–');
    expect(cellText(accuracy, 'words')).toBe('words');
    expect(cellText(accuracy, '4 × 4 pixels')).toBe('4\u00a0×\u00a04 pixels');
  });
});

describe('columns', () => {
  it('are numeric, or have intervals, when one of their cells does', () => {
    expect([0, 1, 2].map((column) => isNumeric(table, column))).toEqual([false, true, true]);
    expect([0, 1, 2].map((column) => hasIntervals(table, column))).toEqual([false, true, false]);
  });
});

describe('groupedRows', () => {
  it('is one group without groups', () => {
    expect(groupedRows(table)).toEqual([{ title: undefined, firstRow: 0, rows: table.rows }]);
  });

  it('begins with the rows before the first group', () => {
    expect(groupedRows({ ...table, groups: [{ firstRow: 1, title: 'Rest' }] })).toEqual([
      { title: undefined, firstRow: 0, rows: [table.rows[0]] },
      { title: 'Rest', firstRow: 1, rows: [table.rows[1]] },
    ]);
  });

  it('has no empty first group when a group begins at the first row', () => {
    expect(groupedRows({ ...table, groups: [{ firstRow: 0, title: 'All' }] })).toEqual([
      { title: 'All', firstRow: 0, rows: table.rows },
    ]);
  });
});
