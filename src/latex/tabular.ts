import {
  cellText,
  groupedRows,
  hasIntervals,
  intervalText,
  isNumeric,
  type Cell,
  type DataColumn,
  type DataTable,
} from '../figures/dataTable.ts';
import { isEstimate } from '../results/isEstimate.ts';
import { latexText } from './latexText.ts';

/** Heads longer than this stand in two lines. */
const LONG_HEAD = 9;

/** A table by booktabs, its numbers aligned by siunitx; intervals stand in columns of their own. */
export function tabular(table: DataTable): string {
  const { columns } = table;
  const specs = columns.map((_, column) => columnSpec(table, column)).join(' ');
  const width = columns.length + columns.filter((_, column) => hasIntervals(table, column)).length;
  const heads = columns.flatMap((column, position) => headsOf(table, column, position));
  const bodies = groupedRows(table)
    .filter(({ title, rows }) => title !== undefined || rows.length > 0)
    .map(({ title, rows }) =>
      [
        ...(title === undefined
          ? []
          : [`\\multicolumn{${String(width)}}{l}{\\emph{${latexText(title)}}} \\\\`]),
        ...rows.map((row) =>
          joined(
            columns.flatMap((column, position) =>
              cellsOf(table, column, position, row[position] ?? null),
            ),
          ),
        ),
      ].join('\n'),
    );
  return [
    `\\begin{tabular}{@{}${specs}@{}}`,
    '\\toprule',
    ...(heads.some(([, second]) => second !== '') ? [0, 1] : [0]).map((line) =>
      joined(heads.map((head) => (head[line] === '' ? '' : `{${head[line]!}}`))),
    ),
    '\\midrule',
    bodies.join('\n\\midrule\n'),
    '\\bottomrule',
    '\\end{tabular}',
    '',
  ].join('\n');
}

function joined(cells: readonly string[]): string {
  return `${cells.join(' & ')} \\\\`;
}

function columnSpec(table: DataTable, column: number): string {
  if (!isNumeric(table, column)) return 'l';
  const numbers = table.rows
    .map((row) => plainNumber(table.columns[column]!, row[column] ?? null))
    .filter((text) => text !== undefined);
  const longest = (part: RegExp) =>
    Math.max(0, ...numbers.map((text) => part.exec(text)?.[1]?.length ?? 0));
  const sign = numbers.some((text) => text.startsWith('-')) ? '-' : '';
  const format = [longest(/^-?(\d+)/), longest(/\.(\d+)/)].filter((digits) => digits > 0).join('.');
  const exponent = longest(/e-?(\d+)/);
  const spec = `S[table-format=${sign}${format}${exponent > 0 ? `e-${String(exponent)}` : ''}]`;
  return hasIntervals(table, column) ? `${spec} c` : spec;
}

type Head = readonly [first: string, second: string];

function headsOf(table: DataTable, { title, style }: DataColumn, position: number): Head[] {
  const unit = style === 'percent' && !title.includes('%') ? `${title}, %` : title;
  const head = twoLines(unit);
  return hasIntervals(table, position) ? [head, [latexText('95\u202f%'), 'interval']] : [head];
}

/** A head in two lines of about one length where it is long; the lower line is the one that fills first. */
function twoLines(title: string): Head {
  const spaces = Array.from(title.matchAll(/ /g), ({ index }) => index);
  if (title.length <= LONG_HEAD || spaces.length === 0) return [latexText(title), ''];
  const middle = title.length / 2;
  const [space] = spaces.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  return [latexText(title.slice(0, space)), latexText(title.slice(space! + 1))];
}

function cellsOf(table: DataTable, column: DataColumn, position: number, cell: Cell): string[] {
  const text = latexText(cellText(column, cell));
  const shown = isNumeric(table, position) ? (plainNumber(column, cell) ?? `{${text}}`) : text;
  if (!hasIntervals(table, position)) return [shown];
  const interval = intervalText(column, cell).replace(/\u202f%$/, '');
  return [shown, latexText(interval)];
}

/** A number as siunitx reads it, as many digits as the page prints; undefined for what is none. */
function plainNumber({ style = 'number', digits = 2 }: DataColumn, cell: Cell): string | undefined {
  const value = isEstimate(cell) ? cell.value : cell;
  if (typeof value !== 'number') return undefined;
  switch (style) {
    case 'integer':
      return value.toFixed(0);
    case 'percent':
    case 'points':
      return (100 * value).toFixed(digits);
    case 'scientific':
      return value.toExponential(digits).replace('e+', 'e');
    case 'number':
      return value.toFixed(digits);
  }
}
