import { SMALL_FONT_SIZE } from '../chart.ts';

/** Widths of print in centimetres: a column, a wide margin beside the text, the text of a page. */
export const PRINT_WIDTHS = [7.5, 12, 15.5] as const;

export type PrintWidth = (typeof PRINT_WIDTHS)[number];

/** The width of a column, which turns no pages. */
export const COLUMN_WIDTH: PrintWidth = 7.5;

/** The width of a figure that can be had one by one. */
export const FULL_WIDTH: PrintWidth = 15.5;

/** In print the small text of a figure is so high, in points; its other text follows, about 9. */
const SMALL_TEXT = 8;

const POINTS_PER_CENTIMETRE = 72 / 2.54;

export function pointsOf(centimetres: number): number {
  return centimetres * POINTS_PER_CENTIMETRE;
}

/** Free ground around a figure in a file of its own, in its own pixels. */
export const FILE_MARGIN = 8;

/** What a figure for print is drawn with: its width and margin, in its own pixels. */
export function drawnSize(centimetres: number) {
  const whole = Math.round((pointsOf(centimetres) * SMALL_FONT_SIZE) / SMALL_TEXT);
  return { width: whole - 2 * FILE_MARGIN, margin: FILE_MARGIN };
}
