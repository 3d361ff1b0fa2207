import type { Gallery, GalleryMaps } from '../../compute/results/gallery.ts';
import { signedColourTable } from '../../compute/results/signedColour.ts';
import type { Box } from './boxPaths.ts';
import type { TilePainter } from './gallerySvg.ts';
import { mergedRectangles, type Rectangle } from './mergedRectangles.ts';
import { element, group, type Svg } from './svg.ts';

/** Cells of the colour bar. */
const BAR_CELLS = 31;

/** How the cells of a map are painted. */
export interface CellStyle {
  /**
   * True for ink alone: what speaks for the class is grey, what speaks against it hatched, and equal
   * relevance is equally dark.
   */
  readonly monochrome: boolean;
  /** How far cells reach over their neighbours, in cells: hides hairlines where edges are smoothed. */
  readonly overlap: number;
}

/** Ink of full relevance, as a share of the ground: more, and no hatching could be seen. */
const FULL_INK = 0.8;

/** Relevance weaker than this, as a share of full, is paper: its stripe would be thinner than a printer's dot. */
const LEAST_STRIPE = 0.04;

/** Tiles drawn cell by cell, as vectors. */
export function cellPainter(gallery: Gallery, maps: GalleryMaps, style: CellStyle): TilePainter {
  const columns = gallery.shape[1]!;
  const paintSigned = style.monochrome ? inkCells : colourCells;
  return {
    definitions: [],
    tile: (layer, position, box) => {
      const method = gallery.methods[layer - 1];
      const cells = method
        ? paintSigned(
            signedShares(maps.maps[method.id]![position]!, method.maps[position]!.scale),
            columns,
            style,
          )
        : imageCells(maps.images[position]!, columns, gallery.shape[2]!, style);
      return placed(box, columns, cells);
    },
    colourBar: (box) => {
      const shares = Array.from(
        { length: BAR_CELLS },
        (_, cell) => (2 * cell) / (BAR_CELLS - 1) - 1,
      );
      if (!style.monochrome)
        return placed(box, BAR_CELLS, colourCells(shares, BAR_CELLS, style), 1);
      // Two rows of cells, so that hatching looks as it does in a map.
      const twice = [...shares, ...shares];
      return placed(box, BAR_CELLS, inkCells(twice, BAR_CELLS, style), 2);
    },
  };
}

/** Relevance as a share of full colour, −1 … 1. */
function signedShares(map: readonly number[], scale: number): number[] {
  return map.map((relevance) => (scale === 0 ? 0 : Math.max(-1, Math.min(1, relevance / scale))));
}

/** Cells of unit size moved and stretched into a box. */
function placed({ x, y, width, height }: Box, columns: number, cells: Svg[], rows = columns): Svg {
  return group(
    {
      transform: `translate(${String(x)} ${String(y)}) scale(${String(width / columns)} ${String(height / rows)})`,
      'shape-rendering': 'crispEdges',
    },
    ...cells,
  );
}

/** As the steps of compute paint atlases: the nearest of the colours of the table. */
function colourCells(shares: readonly number[], columns: number, { overlap }: CellStyle): Svg[] {
  const table = signedColourTable('light');
  const middle = (table.length / 3 - 1) / 2;
  const entries = shares.map((share) => Math.round(middle + share * middle));
  return filledCells(entries, columns, overlap, (entry) =>
    hex(table.subarray(entry * 3, entry * 3 + 3)),
  );
}

function imageCells(
  image: readonly number[],
  columns: number,
  channels: number,
  { overlap }: CellStyle,
): Svg[] {
  const pixels = Array.from({ length: image.length / channels }, (_, pixel) => {
    const [red, green, blue] = [0, 1, 2].map(
      (primary) => image[pixel * channels + (channels === 3 ? primary : 0)]!,
    );
    return (red! << 16) | (green! << 8) | blue!;
  });
  return filledCells(
    pixels,
    columns,
    overlap,
    (pixel) => `#${pixel.toString(16).padStart(6, '0')}`,
  );
}

/** One path a colour. */
function filledCells(
  values: readonly number[],
  columns: number,
  overlap: number,
  colour: (value: number) => string,
): Svg[] {
  const paths = new Map<number, string>();
  for (const rectangle of mergedRectangles(values, columns)) {
    const { value } = rectangle;
    paths.set(value, (paths.get(value) ?? '') + outline(rectangle, overlap));
  }
  return Array.from(paths, ([value, d]) => element('path', { fill: colour(value), d }));
}

function outline({ x, y, width, height }: Rectangle, overlap: number): string {
  const [right, down] = [width + overlap, height + overlap].map((side) => String(round(side)));
  return `M${String(x)} ${String(y)}h${right!}v${down!}h-${right!}z`;
}

/** Greys for what speaks for the class; for what speaks against it, stripes of black on white. */
function inkCells(shares: readonly number[], columns: number, { overlap }: CellStyle): Svg[] {
  const greys = shares.map((share) => Math.round(255 * (1 - FULL_INK * Math.max(0, share))));
  const stripes = shares.flatMap((share, cell) =>
    share < -LEAST_STRIPE
      ? [stripe(cell % columns, Math.floor(cell / columns), FULL_INK * -share)]
      : [],
  );
  return [
    ...filledCells(greys, columns, overlap, (grey) => hex([grey, grey, grey])),
    stripes.length === 0
      ? ''
      : element('path', { fill: '#000000', d: stripes.join(''), 'shape-rendering': 'auto' }),
  ];
}

/** A diagonal stripe through a cell that covers just the share of it: 1 − (1 − h)² for corners cut at h. */
function stripe(x: number, y: number, covered: number): string {
  const cut = 1 - Math.sqrt(1 - covered);
  const [h, rest] = [String(round(cut)), String(round(1 - cut))];
  return `M${String(x)} ${String(y)}h${h}l${rest} ${rest}v${h}h-${h}l-${rest} -${rest}z`;
}

function hex(colour: ArrayLike<number>): string {
  return `#${Array.from(colour, (primary) => primary.toString(16).padStart(2, '0')).join('')}`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
