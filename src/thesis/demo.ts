import { labelStem } from '../figures/figure.ts';
import { REPORT_KEY } from '../latex/reportEntry.ts';
import { REPORT_TITLE } from '../site/report.ts';

/** What the demo document shows, in order: labels of figures, stems of files of all else. */
export interface DemoContents {
  readonly labels: readonly string[];
  /** What there is as wide as a column: figures, and parts of those that are higher than a page there. */
  readonly columnWide: readonly string[];
  /** Figures that there are in parts. */
  readonly inParts: readonly string[];
  readonly tables: readonly string[];
  readonly plots: readonly string[];
}

/** After so many floats the document puts out those that wait. */
const FLOATS_AT_ONCE = 8;

/** A document that uses everything in the pack, and shows how. */
export function demoDocument({ labels, columnWide, inParts, tables, plots }: DemoContents): string {
  const stems = labels.map(labelStem);
  return `\\documentclass[11pt,a4paper]{article}
\\usepackage[T1]{fontenc}
\\usepackage{lmodern}
\\usepackage{textcomp}
\\usepackage{microtype}
\\usepackage[hmargin=2.75cm,vmargin=2.4cm]{geometry}
\\usepackage{graphicx}
\\usepackage[font=small]{caption}
\\captionsetup[table]{position=top}
\\usepackage{booktabs}
\\usepackage{siunitx}
\\usepackage{pgfplots}
\\input{pgfplots/report}
\\usepackage{url}
\\usepackage[hidelinks]{hyperref}
\\sisetup{group-separator={,}, group-minimum-digits=4, group-digits=integer}
% Where \\includegraphics finds figures: 75mm, 120mm or 155mm wide, in colour or in ink alone.
\\graphicspath{{figures/155mm/}}
\\emergencystretch=3em
\\title{${REPORT_TITLE}:\\\\figures and tables for a thesis}
\\author{}
\\date{}

\\begin{document}
\\maketitle
This document uses every kind of file in the pack. To use one, copy its files and what the preamble
says. All of it is from the report~\\cite{${REPORT_KEY}}; the works that the report stands on are in
\\texttt{references.bib}.

\\section{Figures as wide as the text}
See ${references(labels)}.
${floats(stems.map((stem) => `\\input{snippets/${stem}}`))}
\\section{Tables}
See ${references(tables.map((stem) => stem.replace('tbl-', 'tbl:')))}.
${floats(tables.map((stem) => `\\input{snippets/${stem}}`))}
\\section{In ink alone, beside a wide margin}
${stems.map((stem) => `${picture(`figures-ink/120mm/${stem}`)}\n`).join('\n')}
\\section{As wide as a column}
${columnWide
  .map(labelStem)
  .map(
    (stem) => `${picture(`figures/75mm/${stem}`)}\\hfill\n${picture(`figures-ink/75mm/${stem}`)}\n`,
  )
  .join('\n')}
\\section{In parts, as wide as a column}
See ${references(inParts)}.
\\graphicspath{{figures/75mm/}}
${floats(inParts.map((label) => `\\input{snippets/${labelStem(label)}}`))}
\\section{Drawn by the document itself}
${plots.map((stem) => `{\\raggedright\\noindent\\input{pgfplots/${stem}}\\par}\n\\bigskip\n`).join('\n')}
\\nocite{*}
\\bibliographystyle{plain}
\\bibliography{report,references}
\\end{document}
`;
}

function picture(file: string): string {
  return `\\noindent\\includegraphics{${file}}`;
}

function references(labels: readonly string[]): string {
  return labels.map((label) => `\\ref{${label}}`).join(', ');
}

function floats(lines: readonly string[]): string {
  return lines
    .map((line, position) =>
      (position + 1) % FLOATS_AT_ONCE === 0 || position === lines.length - 1
        ? `${line}\n\\clearpage`
        : line,
    )
    .join('\n');
}
