import { tableStem, type TableChoice, type TableKind } from '../tables/registry.ts';
import { latexText } from './latexText.ts';
import { PART_BREAK } from './tabular.ts';
import { REPORT_KEY } from './reportEntry.ts';

type MetricsKind = Extract<TableKind, `metrics-${string}`>;

/** What tables of each kind show, for documents that have no text of the report around them. */
const CAPTIONS: Readonly<Record<Exclude<TableKind, MetricsKind>, string>> = {
  architecture: 'The layers of a network, their output shapes and their numbers of parameters.',
  accuracy: 'Accuracy of the networks on the images they learned from and on test images.',
  'class-accuracy': 'Accuracy of the networks on the test images of each class.',
  degradation: 'Accuracy on images of which only the pixels ranked highest are kept.',
  'class-degradation': 'Accuracy of each true class on such images, in per cent.',
  networks: 'The networks that learned from planted evidence.',
  predictors: 'Accuracy and calibration of networks that may refuse to answer, and of their peers.',
  'refusal-rules': 'What rules of refusal answer, and how often their answers are right.',
  'refused-sets': 'Share of familiar and unfamiliar images that each rule refuses, in per cent.',
  'roc-areas': 'Area under the ROC curve of telling unfamiliar images by each score.',
  quantised: 'What it costs to round or to compress the weights of a Bayesian network.',
  protocols: 'Accuracy of degraded images in 2021, by the same protocols today, and corrected.',
  faults: 'What each correction of the protocols of 2021 adds to the accuracy, in points.',
  'replicated-networks': 'LIME of 2021 on networks that differ in how they were trained.',
  'bayesian-2021': 'The Bayesian network of 2021 as reported and computed again, and ours.',
};

/** Letters beside each other from which on a table is set smaller to fit a page. */
const SIZES = [
  { letters: 78, size: '\\scriptsize\\setlength{\\tabcolsep}{3pt}' },
  { letters: 64, size: '\\footnotesize\\setlength{\\tabcolsep}{4pt}' },
  { letters: 52, size: '\\small' },
] as const;

/** Lines of a table that fit on a page beside its caption. */
const PAGE_LINES = 42;

/** A table environment for a document that has the table beside it. */
export function tableSnippet(choice: TableChoice, tabular: string): string {
  const stem = tableStem(choice);
  const size = SIZES.find(({ letters }) => lettersAcross(tabular) >= letters)?.size;
  const of = [choice.study, choice.network].filter((part) => part !== undefined).join(', network ');
  const caption = `${latexText(`${captionOf(choice.kind)} Study ${of}.`)} From~\\cite{${REPORT_KEY}}.`;
  const floats = inPages(tabular);
  const whole = `% Too high for one page; \\input{tables/${stem}} would bring all of it.\n`;
  const snippets = floats.map((part, position) =>
    [
      '\\begin{table}',
      '  \\centering',
      ...(size ? [`  ${size}`] : []),
      ...(position === 0
        ? [`  \\caption{${caption}}`, `  \\label{${stem.replace('tbl-', 'tbl:')}}`]
        : ['  \\addtocounter{table}{-1}', `  \\caption[]{${caption} (Continued.)}`]),
      floats.length === 1 ? `  \\input{tables/${stem}}` : part.trimEnd(),
      '\\end{table}',
      '',
    ].join('\n'),
  );
  return (floats.length === 1 ? '' : whole) + snippets.join('\n');
}

/** The parts of a table, together as far as they fit on a page. */
function inPages(tabular: string): string[] {
  const pages: { text: string; lines: number }[] = [];
  for (const part of tabular.split(PART_BREAK)) {
    const lines = part.match(/\\\\$/gm)?.length ?? 0;
    const page = pages.at(-1);
    if (page && page.lines + lines <= PAGE_LINES) {
      page.text += PART_BREAK + part;
      page.lines += lines;
    } else {
      pages.push({ text: part, lines });
    }
  }
  return pages.map(({ text }) => text);
}

function captionOf(kind: TableKind): string {
  return isOfMetrics(kind)
    ? `Methods and controls by metrics of ${kind.slice('metrics-'.length)}, means over images.`
    : CAPTIONS[kind];
}

function isOfMetrics(kind: TableKind): kind is MetricsKind {
  return kind.startsWith('metrics-');
}

/** Letters of the longest cell of every column, added up. */
function lettersAcross(tabular: string): number {
  const widest: number[] = [];
  for (const line of tabular.split('\n')) {
    if (!line.endsWith('\\\\') || line.startsWith('\\multicolumn')) continue;
    for (const [column, cell] of line
      .replace(/ ?\\\\$/, '')
      .split(' & ')
      .entries()) {
      const shown = cell.replace(/\\[a-z]+|[{}$\\]/g, '');
      widest[column] = Math.max(widest[column] ?? 0, shown.length);
    }
  }
  return widest.reduce((sum, letters) => sum + letters + 1, 0);
}
