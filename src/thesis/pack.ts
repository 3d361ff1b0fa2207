import { readFileSync } from 'node:fs';
import { toCsv } from '../figures/dataTable.ts';
import { labelStem } from '../figures/figure.ts';
import { inkPalette, printPalette } from '../figures/palette.ts';
import { printedParts } from '../figures/print/parts.ts';
import { figurePdf } from '../figures/print/printed.ts';
import { COLUMN_WIDTH, PRINT_WIDTHS } from '../figures/print/size.ts';
import { figureDefinitions, figureOf } from '../figures/registry.ts';
import { figurePartsSnippet, partsLabel } from '../latex/figurePartsSnippet.ts';
import { figureSnippet } from '../latex/figureSnippet.ts';
import { reportEntry } from '../latex/reportEntry.ts';
import { tableSnippet } from '../latex/tableSnippet.ts';
import { tabular } from '../latex/tabular.ts';
import { provenanceCards } from '../results/provenance.ts';
import { tableChoices, tableOf, tableStem } from '../tables/registry.ts';
import { demoDocument } from './demo.ts';
import { pgfplot, PLOT_STYLE } from './pgfplots.ts';
import { plotSpecOf } from './plotSpecs.ts';
import { PACK_README } from './readme.ts';

/** Files of the pack by their paths in it. */
export type PackFiles = Map<string, Uint8Array>;

const VARIANTS = [
  { folder: 'figures', palette: printPalette },
  { folder: 'figures-ink', palette: inkPalette },
] as const;

/**
 * Everything that a thesis takes from the report. Equal results give equal files.
 * @param version of the report
 */
export async function thesisPack(version: string): Promise<PackFiles> {
  const files: PackFiles = new Map();
  const write = (path: string, content: string | Uint8Array) =>
    files.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  const labels = figureDefinitions().map(({ label }) => label);
  for (const label of labels) await addPdfs(label, write);
  const plots = labels.filter((label) => addFigureTexts(label, write));
  const tables = tableChoices().map((choice) => {
    const stem = tableStem(choice);
    const { data } = tableOf(choice);
    write(`tables/${stem}.tex`, tabular(data));
    write(`tables/${stem}.csv`, toCsv(data));
    write(`snippets/${stem}.tex`, tableSnippet(choice, tabular(data)));
    return stem;
  });
  write('pgfplots/report.tex', PLOT_STYLE);
  write('references.bib', readFileSync('content/references.bib', 'utf8'));
  write('report.bib', reportEntry(version));
  const columnWide = labels.flatMap((label) =>
    printedParts(label, figureOf(label), COLUMN_WIDTH).map((part) => part.label),
  );
  const inParts = labels.filter((label) => figureOf(label).columnParts).map(partsLabel);
  const contents = { labels, columnWide, inParts, tables, plots: plots.map(labelStem) };
  write('demo.tex', demoDocument(contents));
  write('PROVENANCE.json', provenanceOf(labels));
  write('LICENSE', readFileSync('LICENSE', 'utf8'));
  write('README.txt', PACK_README);
  return files;
}

type Write = (path: string, content: string | Uint8Array) => void;

async function addPdfs(label: string, write: Write): Promise<void> {
  const figure = figureOf(label);
  for (const { folder, palette } of VARIANTS) {
    for (const widthCm of PRINT_WIDTHS) {
      for (const part of printedParts(label, figure, widthCm)) {
        const path = `${folder}/${String(10 * widthCm)}mm/${labelStem(part.label)}.pdf`;
        write(path, await figurePdf(part, part.label, { widthCm, palette }));
      }
    }
  }
}

/** @returns whether the figure is also had as a plot that the document draws */
function addFigureTexts(label: string, write: Write): boolean {
  const figure = figureOf(label);
  const stem = labelStem(label);
  write(`data/${stem}.csv`, toCsv(figure.data));
  write(`snippets/${stem}.tex`, figureSnippet(label, figure));
  if (figure.columnParts) {
    const snippet = figurePartsSnippet(label, figure, figure.columnParts);
    write(`snippets/${labelStem(partsLabel(label))}.tex`, snippet);
  }
  const spec = plotSpecOf(label);
  if (!spec) return false;
  const { tex, data } = pgfplot(stem, figure.data, spec);
  write(`pgfplots/${stem}.tex`, tex);
  for (const [file, csv] of data) write(`pgfplots/${file}`, csv);
  return true;
}

function provenanceOf(labels: readonly string[]): string {
  const cards = labels.map((label) => [
    label,
    // Durations belong to a machine, not to a result.
    provenanceCards(figureOf(label).sources).map((card) => ({ ...card, duration: undefined })),
  ]);
  return `${JSON.stringify(Object.fromEntries(cards), null, 1)}\n`;
}
