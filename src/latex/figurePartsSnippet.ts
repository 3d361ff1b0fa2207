import { labelStem, type Figure, type FigurePart } from '../figures/figure.ts';
import { partLabel } from '../figures/print/parts.ts';
import { figureCaption } from './figureSnippet.ts';
import { latexText } from './latexText.ts';

/** Label of a figure in parts, beside that of the whole. */
export function partsLabel(label: string): string {
  return `${label}-parts`;
}

/**
 * A figure for a column of print in parts, each a float of its own, all of one number: the first has the
 * caption.
 */
export function figurePartsSnippet(
  label: string,
  figure: Figure,
  parts: readonly FigurePart[],
): string {
  const floats = parts.map(({ title }, position) =>
    [
      '\\begin{figure}',
      ...(position === 0 ? [] : ['  \\ContinuedFloat']),
      '  \\centering',
      `  \\includegraphics{${labelStem(partLabel(label, position))}}`,
      position === 0
        ? `  ${figureCaption(figure)}\n  \\label{${partsLabel(label)}}`
        : `  \\caption[]{Continued: ${latexText(title.toLowerCase())}.}`,
      '\\end{figure}',
      '',
    ].join('\n'),
  );
  return ['% \\ContinuedFloat is of \\usepackage{caption}.', ...floats].join('\n');
}
