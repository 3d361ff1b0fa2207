import { generatorFor } from '../../random/generator.ts';
import { markCorner, paintCornerMark } from './cornerMark.ts';
import { CLASS_GLYPHS, KEY_GLYPH } from './glyphs.ts';
import {
  blankWindow,
  BRIGHT_INK,
  DARK_INK,
  HOLES,
  markWindow,
  paintGlyph,
  type Brush,
} from './paint.ts';
import { drawScene, SIDE, type Scene } from './scene.ts';

/** What decides the class of an image. */
export type PlantedVariant =
  /** One glyph out of ten. */
  | { readonly kind: 'single' }
  /**
   * Two pieces, both needed: a glyph and a key. With a bright key the class is that of the glyph, with
   * a dark key that of the glyph's partner: 0 and 1, 2 and 3, … are partners.
   */
  | { readonly kind: 'pair' }
  /** One glyph out of ten, as black holes in the image. */
  | { readonly kind: 'absence' }
  /**
   * One glyph out of ten, and a mark in the corner: with chance `rate` the mark of the class, else
   * the mark of any of the ten classes.
   */
  | { readonly kind: 'shortcut'; readonly rate: number }
  /** `single` with its evidence painted over in grey: nothing is left that tells the class. */
  | { readonly kind: 'blank' };

export const CLASSES = CLASS_GLYPHS.length;

/** Numbers in a map of parts; distractors are numbered from `firstDistractor`. */
export const PART = {
  background: 0,
  evidence: 1,
  secondPiece: 2,
  mark: 3,
  firstDistractor: 4,
} as const;

export interface PlantedImage {
  /** Row-major [32 × 32], 0 … 255. */
  readonly pixels: Uint8Array;
  /** The same image without its evidence and without the mark: it has no class. */
  readonly twin: Uint8Array;
  /** What each pixel belongs to, a number of `PART` or a distractor's, row-major [32 × 32]. */
  readonly parts: Uint8Array;
}

/** What scenes of planted images, keys and marks are drawn from. */
export const SEED = 20;

/**
 * Draws one image. Background, places and distractors are drawn before the class enters, and are the
 * same for all variants and classes: only pixels of the evidence, and of the mark, depend on it.
 * @param part e.g. `train`; images of different parts are independent
 * @param label 0 … 9
 */
export function drawPlantedImage(
  variant: PlantedVariant,
  part: string,
  index: number,
  label: number,
): PlantedImage {
  const scene = drawScene(generatorFor(SEED, 'scene', part, index));
  const brush = variant.kind === 'absence' ? HOLES : BRIGHT_INK;
  const { twin, parts } = drawTwin(scene, brush, variant.kind === 'pair');
  const pixels = twin.slice();
  const [window, second] = scene.windows;
  markWindow(parts, window, PART.evidence);
  if (variant.kind === 'blank') {
    blankWindow(pixels, window);
  } else if (variant.kind === 'pair') {
    const darkKey = generatorFor(SEED, 'key', part, index).coin();
    paintGlyph(pixels, window, CLASS_GLYPHS[darkKey ? label ^ 1 : label]!, brush);
    paintGlyph(pixels, second, KEY_GLYPH, darkKey ? DARK_INK : brush);
    markWindow(parts, second, PART.secondPiece);
  } else {
    paintGlyph(pixels, window, CLASS_GLYPHS[label]!, brush);
  }
  if (variant.kind === 'shortcut') {
    const chance = generatorFor(SEED, 'mark', part, index);
    const own = chance.uniform() < variant.rate;
    const any = chance.below(CLASSES);
    paintCornerMark(pixels, own ? label : any);
    markCorner(parts, PART.mark);
  }
  return { pixels, twin, parts };
}

/** Background and distractors; the last distractor gives way to a second piece of evidence. */
function drawTwin(
  scene: Scene,
  brush: Brush,
  twoPieces: boolean,
): { twin: Uint8Array; parts: Uint8Array } {
  const twin = scene.background.slice();
  const parts = new Uint8Array(SIDE * SIDE);
  const shown = twoPieces ? scene.distractors.slice(0, -1) : scene.distractors;
  shown.forEach((distractor, index) => {
    paintGlyph(twin, distractor, distractor.glyph, brush);
    markWindow(parts, distractor, PART.firstDistractor + index);
  });
  return { twin, parts };
}
