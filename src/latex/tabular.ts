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

/** So many letters beside each other fit on a page in the smallest size (src/latex/tableSnippet.ts). */
const PAGE_LETTERS = 92;
/** Stands between parts. */
export const PART_BREAK = '\\par\\medskip\n';
/** More parts below each other would be too high. */
const PAGE_PARTS = 3;

/**
 * A table by booktabs, its numbers aligned by siunitx; intervals stand in columns of their own. What is
 * too wide for a page goes on below, with its first column again.
 */
export function tabular(table: DataTable): string {
  const parts = pageWide(table);
  if (parts.length <= PAGE_PARTS) return stacked(parts);
  return `% Without its intervals, which the CSV file has.\n${stacked(pageWide(withoutIntervals(table)))}`;
}

function stacked(parts: readonly DataTable[]): string {
  return parts.map(oneTabular).join(PART_BREAK);
}

function withoutIntervals(table: DataTable): DataTable {
  return {
    columns: table.columns,
    // Their titles would take room in every part; rules tell them apart.
    groups: (table.groups ?? []).map(({ firstRow }) => ({ firstRow })),
    rows: table.rows.map((row) => row.map((cell) => (isEstimate(cell) ? cell.value : cell))),
  };
}

/** The table in parts that fit on a page. */
function pageWide(table: DataTable): DataTable[] {
  const letters = table.columns.map((_, position) => lettersOf(table, position));
  const parts: number[][] = [];
  let used = Infinity;
  for (let position = 1; position < letters.length; position++) {
    if (used + letters[position]! > PAGE_LETTERS) {
      parts.push([0]);
      used = letters[0]!;
    }
    parts.at(-1)!.push(position);
    used += letters[position]!;
  }
  if (parts.length < 2) return [table];
  return parts.map((positions) => ({
    ...table,
    columns: positions.map((position) => table.columns[position]!),
    rows: table.rows.map((row) => positions.map((position) => row[position] ?? null)),
  }));
}

/** Letters across a column with its interval, and the gaps after them. */
function lettersOf(table: DataTable, position: number): number {
  const column = table.columns[position]!;
  const lines = table.rows.map((row) => cellsOf(table, column, position, row[position] ?? null));
  const heads = headsOf(table, column, position);
  return heads.reduce((sum, head, part) => {
    const texts = [...head, ...lines.map((line) => line[part]!)];
    return sum + 1 + Math.max(...texts.map((text) => text.replace(/\\[a-z]+|[{}$\\]/g, '').length));
  }, 0);
}

function oneTabular(table: DataTable): string {
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
