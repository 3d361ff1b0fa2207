import { toCsv } from './dataTable.ts';
import type { Figure } from './figure.ts';
import { printPalette } from './palette.ts';
import { figurePdf, figurePng } from './print/printed.ts';
import { FILE_MARGIN } from './print/size.ts';

/** A file that a figure can be had as. A further format is one more entry here. */
export interface FigureFormat {
  readonly extension: string;
  readonly title: string;
  readonly mediaType: string;
  readonly bytes: (figure: Figure, label: string) => string | Promise<Uint8Array>;
}

/** Width of a figure as an SVG file of its own, in CSS pixels: 15.5 cm with its margins. */
const FILE_WIDTH = 586 - 2 * FILE_MARGIN;

/** In the order of the menu. */
export const figureFormats = [
  {
    extension: 'pdf',
    title: 'PDF',
    mediaType: 'application/pdf',
    bytes: (figure: Figure, label: string) => figurePdf(figure, label),
  },
  {
    extension: 'svg',
    title: 'SVG',
    mediaType: 'image/svg+xml',
    bytes: ({ drawing }: Figure) =>
      `${drawing.draw({ width: FILE_WIDTH, margin: FILE_MARGIN, palette: printPalette })}\n`,
  },
  {
    extension: 'png',
    title: 'PNG',
    mediaType: 'image/png',
    bytes: (figure: Figure) => figurePng(figure),
  },
  {
    extension: 'csv',
    title: 'CSV',
    mediaType: 'text/csv',
    bytes: ({ data }: Figure) => toCsv(data),
  },
  {
    extension: 'json',
    title: 'JSON',
    mediaType: 'application/json',
    bytes: ({ finding, description, sample, sources, data }: Figure, label: string) =>
      `${JSON.stringify({ label, finding, description, sample, sources, ...data }, null, 1)}\n`,
  },
] as const satisfies readonly FigureFormat[];

export type FigureExtension = (typeof figureFormats)[number]['extension'];

/** The file of a figure in a format. */
export async function figureFile(
  figure: Figure,
  label: string,
  extension: FigureExtension,
): Promise<Uint8Array> {
  const format: FigureFormat = figureFormats.find((one) => one.extension === extension)!;
  const bytes = await format.bytes(figure, label);
  return typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
}
