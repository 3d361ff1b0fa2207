import { toCsv } from './dataTable.ts';
import type { Figure } from './figure.ts';
import { printPalette } from './palette.ts';

/** A file that a figure can be had as. A further format is one more entry here. */
export interface FigureFormat {
  readonly extension: string;
  readonly title: string;
  readonly mediaType: string;
  readonly bytes: (figure: Figure, label: string) => string;
}

/** Width of a figure as a file of its own, in CSS pixels: 15.5 cm. */
const FILE_WIDTH = 586;

export const figureFormats: readonly FigureFormat[] = [
  {
    extension: 'svg',
    title: 'SVG',
    mediaType: 'image/svg+xml',
    bytes: ({ drawing }) => `${drawing.draw({ width: FILE_WIDTH, palette: printPalette })}\n`,
  },
  {
    extension: 'csv',
    title: 'CSV',
    mediaType: 'text/csv',
    bytes: ({ data }) => toCsv(data),
  },
  {
    extension: 'json',
    title: 'JSON',
    mediaType: 'application/json',
    bytes: ({ finding, description, sample, sources, data }, label) =>
      `${JSON.stringify({ label, finding, description, sample, sources, ...data }, null, 1)}\n`,
  },
];
