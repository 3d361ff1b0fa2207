import { formatNumber, type NumberStyle } from '../results/numberFormat.ts';

export interface DataColumn {
  /** Head of the column in CSV files: lower case, words joined by underscores. */
  readonly name: string;
  /** Head of the column on the page. */
  readonly title: string;
  /** How numbers are printed on the page; files hold them in full. */
  readonly style?: NumberStyle;
  readonly digits?: number;
}

export type Cell = string | number | null;

/** The numbers behind a figure or in a table. */
export interface DataTable {
  readonly columns: readonly DataColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A cell as the page prints it. */
export function cellText(column: DataColumn, cell: Cell): string {
  if (cell === null) return '–';
  return typeof cell === 'number' ? formatNumber(cell, column.style, column.digits) : cell;
}

/** True for columns whose cells are set flush right. */
export function isNumeric({ rows }: DataTable, column: number): boolean {
  return rows.some((row) => typeof row[column] === 'number');
}

/** CSV (RFC 4180, line feeds): heads, then rows; numbers in full, empty where there is none. */
export function toCsv({ columns, rows }: DataTable): string {
  const lines = [columns.map(({ name }) => name), ...rows].map((cells) =>
    cells.map(csvField).join(','),
  );
  return `${lines.join('\n')}\n`;
}

function csvField(cell: Cell): string {
  if (cell === null) return '';
  const text = String(cell);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
