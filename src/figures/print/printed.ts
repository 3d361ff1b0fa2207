import type { Drawn } from './parts.ts';
import { galleryRow } from '../gallerySvg.ts';
import { printPalette, type Palette } from '../palette.ts';
import type { Svg } from '../svg.ts';
import { svgToPdf } from './pdf.ts';
import { svgToPng } from './png.ts';
import { drawnSize, FULL_WIDTH, pointsOf, type PrintWidth } from './size.ts';

/** Cells reach so far over their neighbours that no viewer shows hairlines between them. */
const OVERLAP = 0.02;

const DOTS_PER_CENTIMETRE = 300 / 2.54;

export interface PrintOptions {
  readonly widthCm: PrintWidth;
  readonly palette: Palette;
}

/** A figure as vectors alone, for print. */
export function printedSvg(
  { drawing }: Drawn,
  { widthCm, palette }: PrintOptions,
  overlap: number,
): Svg {
  const options = { ...drawnSize(widthCm), palette };
  return drawing.kind === 'atlas'
    ? drawing.drawCells(options, { monochrome: palette.monochrome, overlap })
    : drawing.draw(options);
}

/** A figure as PDF: vectors, embedded fonts, its own size. */
export function figurePdf(
  figure: Drawn,
  label: string,
  options: PrintOptions = { widthCm: FULL_WIDTH, palette: printPalette },
): Promise<Uint8Array> {
  const svg = printedSvg(figure, options, OVERLAP);
  return svgToPdf(svg, { width: pointsOf(options.widthCm), title: label });
}

/**
 * A figure as PNG of 300 dots an inch; of a gallery somewhat more, so that each pixel of a map is a
 * whole number of pixels high and wide.
 */
export function figurePng(figure: Drawn): Promise<Uint8Array> {
  const svg = printedSvg(figure, { widthCm: FULL_WIDTH, palette: printPalette }, 0);
  return svgToPng(svg, { scale: imageScale(figure), widthCm: FULL_WIDTH });
}

/** Pixels of the image to a unit of the drawing. */
function imageScale({ drawing }: Drawn): number {
  const { width, margin } = drawnSize(FULL_WIDTH);
  const least = (FULL_WIDTH * DOTS_PER_CENTIMETRE) / (width + 2 * margin);
  if (drawing.kind === 'chart') return least;
  const cell = galleryRow(drawing.gallery, width).side / drawing.gallery.shape[1]!;
  return Math.ceil(least * cell) / cell;
}
