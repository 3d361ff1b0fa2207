import type { Gallery } from '../../compute/results/gallery.ts';
import type { Header } from '../../compute/results/header.ts';
import type { DataTable } from './dataTable.ts';
import type { CellStyle } from './galleryCells.ts';
import type { Palette } from './palette.ts';
import type { Svg } from './svg.ts';

export interface DrawOptions {
  /** Width in CSS pixels; the height follows. Text keeps its size at every width. */
  readonly width: number;
  readonly palette: Palette;
  /**
   * Free ground on all sides in CSS pixels, in addition to the width, so that files cut off no letter
   * that reaches over the edge; none on the page.
   */
  readonly margin?: number;
}

/** How a figure is drawn as SVG. Equal data and options give equal bytes. */
export type Draw = (options: DrawOptions) => Svg;

/** Sprite atlases of relevance maps: tile by tile on the page, one drawing as a file. */
export interface AtlasDrawing {
  readonly kind: 'atlas';
  /** The study that published the atlases. */
  readonly study: string;
  readonly gallery: Gallery;
  readonly draw: Draw;
  /** The same for print: every pixel of a map as a vector. */
  readonly drawCells: (options: DrawOptions, style: CellStyle) => Svg;
}

export interface ChartDrawing {
  readonly kind: 'chart';
  readonly draw: Draw;
}

/** A figure with all that goes with it, made from artefacts. Everything here is plain text. */
export interface Figure {
  /** First sentence of the caption: what the figure shows to be so. */
  readonly finding: string;
  /** How to read it. */
  readonly description: string;
  /** Text alternative: the same message for those who do not see the figure. */
  readonly alternative: string;
  /** Number of images and seeds, e.g. `n = 10,000 test images, 10 noise seeds`. */
  readonly sample: string;
  /** The artefacts it is drawn from; empty for figures of formulas. */
  readonly sources: readonly Header[];
  readonly data: DataTable;
  readonly drawing: ChartDrawing | AtlasDrawing;
  /** What a column of print has instead of the whole, which would be higher than a page there. */
  readonly columnParts?: readonly FigurePart[];
}

/** A piece of a figure that is a drawing of its own. */
export interface FigurePart {
  /** What of the figure it shows, in a few words. */
  readonly title: string;
  readonly draw: Draw;
}

/** A figure of the report by its label. */
export interface FigureDefinition {
  /** `fig:` and a name; the name of its files is the label with a hyphen. */
  readonly label: string;
  readonly make: () => Figure;
}

/** Identifier in the page and stem of file names: `fig:training-mnist` → `fig-training-mnist`. */
export function labelStem(label: string): string {
  return label.replace(':', '-');
}
