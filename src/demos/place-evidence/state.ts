import { CLASS_GLYPHS, GLYPH_SIDE } from '../../../compute/datasets/planted/glyphs.ts';
import { BRIGHT_INK, markWindow, paintGlyph } from '../../../compute/datasets/planted/paint.ts';
import { CLASSES, SEED } from '../../../compute/datasets/planted/plantedImage.ts';
import { drawScene, SIDE, type Scene } from '../../../compute/datasets/planted/scene.ts';
import { generatorFor } from '../../../compute/random/generator.ts';

/** Largest contrast between ink and background, as in training; the least there is 48. */
export const MOST_CONTRAST = 80;

/** Last row and column at which a glyph may begin. */
const LAST_PLACE = SIDE - GLYPH_SIDE;

/** What the reader has set up: an image of `planted-single/test` with its evidence placed by hand. */
export interface PlaceEvidenceState {
  /** Index of the test image whose background and distractors are shown. */
  readonly scene: number;
  /** Class whose glyph is the evidence. */
  readonly label: number;
  /** Top row and left column of the glyph, 0 … 24. */
  readonly top: number;
  readonly left: number;
  /** Grey levels between ink or paper and the background, 0 … 80. */
  readonly contrast: number;
}

/** An image to be explained. */
export interface PlacedImage {
  /** Row-major [32 × 32], 0 … 1. */
  readonly image: Float32Array;
  /** 1 on the evidence, else 0; the same shape. */
  readonly mask: Uint8Array;
}

function sceneOf(index: number): Scene {
  return drawScene(generatorFor(SEED, 'scene', 'test', index));
}

/** A test image as the data set has it, but for its class where another is given. */
export function stateOfScene(scene: number, label = scene % CLASSES): PlaceEvidenceState {
  const [{ top, left, contrast }] = sceneOf(scene).windows;
  return { scene, label, top, left, contrast };
}

/** Where a glyph begins if it is moved to a place: the nearest that keeps it inside the image. */
export function placeWithin(place: number): number {
  return Math.min(LAST_PLACE, Math.max(0, place));
}

/** Paints the evidence over what is in its place: distractors give way. */
export function placedImage(state: PlaceEvidenceState): PlacedImage {
  const { background, distractors } = sceneOf(state.scene);
  const pixels = background.slice();
  for (const distractor of distractors) {
    paintGlyph(pixels, distractor, distractor.glyph, BRIGHT_INK);
  }
  const mask = new Uint8Array(pixels.length);
  markWindow(mask, state, 1);
  mask.forEach((marked, pixel) => {
    if (marked) pixels[pixel] = background[pixel]!;
  });
  paintGlyph(pixels, state, CLASS_GLYPHS[state.label]!, BRIGHT_INK);
  return { image: Float32Array.from(pixels, (level) => level / 255), mask };
}

/** The state as part of an address, e.g. `22.2.8.12.64`. */
export function textOfState({ scene, label, top, left, contrast }: PlaceEvidenceState): string {
  return [scene, label, top, left, contrast].join('.');
}

/** The state of an address; undefined where the text is not one. */
export function stateOfText(text: string): PlaceEvidenceState | undefined {
  const numbers = text.split('.').map((part) => (/^\d{1,4}$/.test(part) ? Number(part) : NaN));
  const [scene, label, top, left, contrast] = numbers as [number, number, number, number, number];
  const valid =
    numbers.length === 5 &&
    numbers.every(Number.isInteger) &&
    label < CLASSES &&
    Math.max(top, left) <= LAST_PLACE &&
    contrast <= MOST_CONTRAST;
  return valid ? { scene, label, top, left, contrast } : undefined;
}
