import { labelStem, type Figure } from '../figures/figure.ts';
import { latexText } from './latexText.ts';
import { REPORT_KEY } from './reportEntry.ts';

/** The caption of a figure: its finding for the list of figures, all of it below the figure. */
export function figureCaption({ finding, description, sample }: Figure): string {
  const [short, whole] = [finding, `${finding} ${description} ${sample}.`].map(latexText);
  return `\\caption[{${short!}}]{${whole!} From~\\cite{${REPORT_KEY}}.}`;
}

/**
 * A figure environment for a document that has the PDF of the figure beside it.
 * @param file name of the PDF without its ending
 */
export function figureSnippet(label: string, figure: Figure, file = labelStem(label)): string {
  return [
    '\\begin{figure}',
    '  \\centering',
    `  \\includegraphics{${file}}`,
    `  ${figureCaption(figure)}`,
    `  \\label{${label}}`,
    '\\end{figure}',
    '',
  ].join('\n');
}
