import { GLYPH_SIDE, type Glyph } from './glyphs.ts';
import { SIDE, type Window } from './scene.ts';

/** How the ink and the paper of a glyph change what lies below them. */
export interface Brush {
  readonly ink: (background: number, contrast: number) => number;
  readonly paper: (background: number, contrast: number) => number;
}

/** Ink is brighter than the background and paper darker. */
export const BRIGHT_INK: Brush = {
  ink: (background, contrast) => background + contrast,
  paper: (background, contrast) => background - contrast,
};

/** The same in negative. */
export const DARK_INK: Brush = { ink: BRIGHT_INK.paper, paper: BRIGHT_INK.ink };

/** Ink is a hole: black, as if nothing were there. Paper is a shade brighter than the background. */
export const HOLES: Brush = {
  ink: () => 0,
  paper: (background) => background + 12,
};

/**
 * Paints a glyph over a window. Every pixel of the window changes, whatever the glyph, so that the
 * shape of the change says nothing about it.
 * @param pixels row-major [32 × 32], changed in place
 */
export function paintGlyph(
  pixels: Uint8Array,
  { top, left, contrast }: Window,
  glyph: Glyph,
  brush: Brush,
): void {
  for (let row = 0; row < GLYPH_SIDE; row++) {
    for (let column = 0; column < GLYPH_SIDE; column++) {
      const pixel = (top + row) * SIDE + left + column;
      const level = glyph.ink[row * GLYPH_SIDE + column] ? brush.ink : brush.paper;
      pixels[pixel] = level(pixels[pixel]!, contrast);
    }
  }
}

/** Gives the pixels of a window a number in a map of parts. */
export function markWindow(parts: Uint8Array, { top, left }: Window, part: number): void {
  for (let row = top; row < top + GLYPH_SIDE; row++) {
    parts.fill(part, row * SIDE + left, row * SIDE + left + GLYPH_SIDE);
  }
}

/** Paints a window over in the grey that backgrounds have on average. */
export function blankWindow(pixels: Uint8Array, window: Window): void {
  markWindow(pixels, window, 128);
}
