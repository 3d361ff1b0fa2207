import type { Estimate } from '../../compute/results/estimate.ts';
import { isEstimate } from '../results/isEstimate.ts';
import { formatInterval, formatNumber, type NumberStyle } from '../results/numberFormat.ts';

export interface DataColumn {
  /** Head of the column in CSV files: lower case, words joined by underscores. */
  readonly name: string;
  /** Head of the column on the page. */
  readonly title: string;
  /** How numbers are printed on the page; files hold them in full. */
  readonly style?: NumberStyle;
  readonly digits?: number;
  /** Estimates take one column on the page; their intervals are told on pointing at the value. */
  readonly compact?: boolean;
}

/** The best of a column, or not to be told from it. */
export type CellMark = 'best' | 'tied';

/** An estimate takes two columns on the page, value and interval, and three in files. */
export type Cell = string | number | Estimate | null;

/** Rows that belong together and are set apart from those before. */
export interface RowGroup {
  /** Position of its first row. */
  readonly firstRow: number;
  /** Stands above the group; only a rule does when there is none. */
  readonly title?: string;
}

/** The numbers behind a figure or in a table. */
export interface DataTable {
  readonly columns: readonly DataColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** In order; the page alone shows them, files do not. */
  readonly groups?: readonly RowGroup[];
  /** One a cell, where there are any; the page alone shows them. */
  readonly marks?: readonly (readonly (CellMark | undefined)[])[];
  /** Whether readers may sort the rows of each group by a column. */
  readonly sortable?: boolean;
}

/** The rows of each group, those before the first group under no title. */
export function groupedRows({ rows, groups = [] }: DataTable) {
  const starts: readonly RowGroup[] =
    groups[0]?.firstRow === 0 ? groups : [{ firstRow: 0 }, ...groups];
  return starts.map(({ firstRow, title }, position) => ({
    title,
    firstRow,
    rows: rows.slice(firstRow, starts[position + 1]?.firstRow),
  }));
}

/** A cell as the page prints it, no product broken over lines; of an estimate, the value. */
export function cellText({ style, digits }: DataColumn, cell: Cell): string {
  if (cell === null) return '–';
  if (typeof cell === 'string') return cell.replaceAll(' × ', '\u00a0×\u00a0');
  return formatNumber(isEstimate(cell) ? cell.value : cell, style, digits);
}

/** The interval of an estimate as the page prints it. */
export function intervalText({ style, digits }: DataColumn, cell: Cell): string {
  return isEstimate(cell) ? formatInterval(cell, style, digits) : '–';
}

/** True for columns whose cells are set flush right. */
export function isNumeric({ rows }: DataTable, column: number): boolean {
  return rows.some((row) => typeof row[column] === 'number' || isEstimate(row[column]));
}

/** True for columns of estimates. */
export function hasIntervals({ rows }: DataTable, column: number): boolean {
  return rows.some((row) => isEstimate(row[column]));
}

/**
 * CSV (RFC 4180, line feeds): heads, then rows; numbers in full, empty where there is none. A column
 * of estimates becomes three: `accuracy`, `accuracy_low`, `accuracy_high`.
 */
export function toCsv(table: DataTable): string {
  const heads = table.columns.flatMap(({ name }, column) =>
    hasIntervals(table, column) ? [name, `${name}_low`, `${name}_high`] : [name],
  );
  const rows = table.rows.map((row) =>
    row.flatMap((cell, column) =>
      hasIntervals(table, column) ? estimateFields(cell) : [plainField(cell)],
    ),
  );
  return [heads, ...rows].map((fields) => `${fields.map(quoted).join(',')}\n`).join('');
}

function estimateFields(cell: Cell | undefined): string[] {
  if (!isEstimate(cell)) return [plainField(cell), '', ''];
  return [cell.value, cell.low, cell.high].map(String);
}

function plainField(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell);
}

function quoted(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
