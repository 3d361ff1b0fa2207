import { toCsv, type Cell, type DataTable } from '../figures/dataTable.ts';
import { isEstimate } from '../results/isEstimate.ts';
import { latexText } from '../latex/latexText.ts';
import type { PlotSpec, RowSpec } from './plotSpecs.ts';

/** A plot with the files that it reads; names without their folder. */
export interface Plot {
  readonly tex: string;
  readonly data: ReadonlyMap<string, string>;
}

/** Looks of all plots: hues of Okabe & Ito, told apart by dashes and marks as well. */
export const PLOT_STYLE = `% \\input this in the preamble, after \\usepackage{pgfplots}.
\\pgfplotsset{compat=1.18}
\\providecommand{\\reportplots}{pgfplots}
\\definecolor{reportblue}{HTML}{0072B2}
\\definecolor{reportorange}{HTML}{E69F00}
\\definecolor{reportgreen}{HTML}{009E73}
\\definecolor{reportpurple}{HTML}{A63D7D}
\\pgfplotscreateplotcyclelist{report}{
  {reportblue, solid, mark=*},
  {reportorange, densely dashed, mark=square*, mark options={solid}},
  {reportgreen, dashdotted, mark=triangle*, mark options={solid}},
  {black, densely dotted, mark=diamond*, mark options={solid}},
  {reportpurple, loosely dashed, mark=o, mark options={solid}},
}
\\pgfplotsset{
  report/.style={
    width=7.4cm,
    height=5.6cm,
    cycle list name=report,
    mark size=1.3pt,
    tick label style={font=\\footnotesize},
    label style={font=\\footnotesize},
    title style={font=\\footnotesize\\bfseries},
    legend style={font=\\scriptsize, draw=none, fill=none, at={(0.5,-0.32)}, anchor=north},
    legend columns=2,
    grid=major,
    grid style={black!12},
    unbounded coords=jump,
  },
}
`;

/** A figure as a plot of pgfplots that reads the numbers of the figure. */
export function pgfplot(stem: string, data: DataTable, spec: PlotSpec | RowSpec): Plot {
  return 'rows' in spec ? rowPlot(stem, data, spec) : linePlot(stem, data, spec);
}

function linePlot(stem: string, table: DataTable, spec: PlotSpec): Plot {
  const data = new Map<string, string>();
  const axes = parted(table, spec.panels).map(([panel, ofPanel]) => {
    const series = parted(ofPanel, spec.series).flatMap(([name, part]) => {
      const file = fileOf(stem, panel, name);
      data.set(file, numericCsv(part, [spec.x, ...spec.y]));
      const known = spec.y.filter((y) => columnOf(part, y).some((cell) => cell !== null));
      return known.map((y) => ({
        plot: addPlot(file, spec.x, y, 'y', part, spec.marks === true ? 'only marks' : 'mark=none'),
        title: name === '' ? titleOf(table, y) : name,
      }));
    });
    const options = [
      'report',
      ...(panel === '' ? [] : [`title={${latexText(panel)}}`]),
      `xlabel={${latexText(titleOf(table, spec.x))}}`,
      ...(spec.y.length === 1 ? [`ylabel={${latexText(titleOf(table, spec.y[0]!))}}`] : []),
      ...(spec.logarithmic ? ['ymode=log'] : []),
      ...(spec.logarithmicX ? ['xmode=log'] : []),
    ];
    return axis(options, series, series.length > 1);
  });
  return { tex: axes.join(''), data };
}

function rowPlot(stem: string, table: DataTable, spec: RowSpec): Plot {
  const data = new Map<string, string>();
  const parts = [spec.panels, spec.series, spec.rows];
  const values =
    spec.values ?? table.columns.map(({ name }) => name).filter((name) => !parts.includes(name));
  const axes = parted(table, spec.panels).map(([panel, ofPanel]) => {
    const ofSeries = parted(ofPanel, spec.series);
    const series = ofSeries.flatMap(([name, part]) => {
      const file = fileOf(stem, panel, name);
      data.set(file, numericCsv(part, values));
      return values.map((value) => ({
        plot: addPlot(file, value, undefined, 'x', part, 'only marks'),
        title: name === '' ? titleOf(table, value) : name,
      }));
    });
    const names = columnOf(ofSeries[0]![1], spec.rows).map((cell) => latexText(String(cell)));
    const options = [
      'report',
      'width=11cm',
      `height=${String(2 + 0.5 * names.length)}cm`,
      ...(panel === '' ? [] : [`title={${latexText(panel)}}`]),
      `xlabel={${latexText(values.length === 1 ? titleOf(table, values[0]!) : 'Value')}}`,
      `ytick={${names.map((_, row) => String(-row)).join(',')}}`,
      `yticklabels={${names.map((name) => `{${name}}`).join(',')}}`,
      `ymin=${String(0.5 - names.length)}`,
      'ymax=0.5',
    ];
    return axis(options, series, series.length > 1);
  });
  return { tex: axes.join(''), data };
}

/** Where the numbers of a series lie. */
function fileOf(...words: readonly string[]): string {
  return `${words
    .filter((word) => word !== '')
    .map(slug)
    .join('-')}.csv`;
}

interface Series {
  readonly plot: string;
  readonly title: string;
}

function axis(options: readonly string[], series: readonly Series[], withLegend: boolean): string {
  return [
    '\\begin{tikzpicture}[baseline]',
    `\\begin{axis}[${options.join(', ')}]`,
    ...series.flatMap(({ plot, title }) =>
      withLegend ? [plot, `\\addlegendentry{${latexText(title)}}`] : [plot],
    ),
    '\\end{axis}',
    '\\end{tikzpicture}',
    '',
  ].join('\n');
}

/** @param y absent for plots of one row a line of the file */
function addPlot(
  file: string,
  x: string,
  y: string | undefined,
  direction: 'x' | 'y',
  table: DataTable,
  look: string,
): string {
  const value = y ?? x;
  const withInterval = columnOf(table, value).some(isEstimate);
  const bars = withInterval
    ? `, error bars/.cd, ${direction} dir=both, ${direction} explicit, error mark=none`
    : '';
  const errors = withInterval
    ? `, ${direction} error plus expr=\\thisrow{${value}_high}-\\thisrow{${value}}` +
      `, ${direction} error minus expr=\\thisrow{${value}}-\\thisrow{${value}_low}`
    : '';
  const place = y === undefined ? 'y expr=-\\coordindex' : `y=${y}`;
  return `\\addplot+[${look}${bars}] table[col sep=comma, x=${x}, ${place}${errors}]{\\reportplots/${file}};`;
}

/** Rows by the values of a column, in the order in which they come; all in one when there is none. */
function parted(table: DataTable, column: string | undefined): [name: string, part: DataTable][] {
  if (column === undefined) return [['', table]];
  const cells = columnOf(table, column);
  const names = [...new Set(cells.map(String))];
  return names.map((name) => [
    name,
    { columns: table.columns, rows: table.rows.filter((_, row) => String(cells[row]) === name) },
  ]);
}

/** Some columns as CSV that pgfplots reads: `nan` where there is no number, or none on a log scale. */
function numericCsv(table: DataTable, names: readonly string[]): string {
  const positions = names.map((name) => positionOf(table, name));
  const csv = toCsv({
    columns: positions.map((position) => table.columns[position]!),
    rows: table.rows.map((row) => positions.map((position) => row[position] ?? null)),
  });
  return csv.replaceAll(/(?<=^|,)(?=,|$)/gm, 'nan').replace(/nan$/, '');
}

function columnOf(table: DataTable, name: string): Cell[] {
  const position = positionOf(table, name);
  return table.rows.map((row) => row[position] ?? null);
}

function titleOf(table: DataTable, name: string): string {
  return table.columns[positionOf(table, name)]!.title;
}

/** @throws Error naming a column that the data do not have */
function positionOf({ columns }: DataTable, name: string): number {
  const position = columns.findIndex((column) => column.name === name);
  if (position < 0) {
    throw new Error(`no column "${name}"; there are ${columns.map((one) => one.name).join(', ')}`);
  }
  return position;
}

function slug(words: string): string {
  return words
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
