import type { Generator } from '../../random/generator.ts';
import { DISTRACTOR_GLYPHS, GLYPH_SIDE, type Glyph } from './glyphs.ts';

/** Side of a planted image in pixels; it has one channel. */
export const SIDE = 32;

/** Side of the corner, top left, that is kept free of glyphs for the spurious mark. */
export const CORNER_SIDE = 6;

/** Lattice spacings of the background and how many grey levels each contributes, either way. */
const OCTAVES: readonly (readonly [spacing: number, levels: number])[] = [
  [8, 20],
  [4, 8],
];
const MIDDLE = 128;
const GRAIN = 4;

/** Grey levels between ink or paper and the background, drawn for each glyph. */
const CONTRAST = { least: 48, most: 80 } as const;

const DISTRACTORS = 2;
/** The first window is for the evidence, the second for its second piece or one more distractor. */
const WINDOWS = DISTRACTORS + 2;

/** A square of 8 × 8 pixels. */
export interface Window {
  readonly top: number;
  readonly left: number;
  readonly contrast: number;
}

/** A window with a pattern in it that has nothing to do with the class. */
export interface Distractor extends Window {
  readonly glyph: Glyph;
}

/** All of an image that does not depend on its class. */
export interface Scene {
  /** Row-major [32 × 32], grey levels between 92 and 164. */
  readonly background: Uint8Array;
  readonly windows: readonly [first: Window, second: Window];
  /** One more than `DISTRACTORS`: the last one stands in the second window where that is free. */
  readonly distractors: readonly Distractor[];
}

/** Draws background, places, contrasts and distractors, in the knowledge of no class. */
export function drawScene(generator: Generator): Scene {
  const background = drawBackground(generator);
  const windows = drawPlaces(generator).map(([top, left]): Window => ({
    top,
    left,
    contrast: CONTRAST.least + generator.below(CONTRAST.most - CONTRAST.least + 1),
  }));
  const [first, second, ...others] = windows as [Window, Window, ...Window[]];
  const distractors = [...others, second].map((window) => ({
    ...window,
    glyph: DISTRACTOR_GLYPHS[generator.below(DISTRACTOR_GLYPHS.length)]!,
  }));
  return { background, windows: [first, second], distractors };
}

/** Value noise: levels drawn on lattices, bilinear between them, and a grain. Whole numbers only. */
function drawBackground(generator: Generator): Uint8Array {
  const background = new Uint8Array(SIDE * SIDE);
  const levels = new Int32Array(SIDE * SIDE);
  for (const [spacing, amplitude] of OCTAVES) addNoise(levels, spacing, amplitude, generator);
  for (let pixel = 0; pixel < background.length; pixel++) {
    background[pixel] = MIDDLE + levels[pixel]! + generator.below(2 * GRAIN + 1) - GRAIN;
  }
  return background;
}

function addNoise(
  levels: Int32Array,
  spacing: number,
  amplitude: number,
  generator: Generator,
): void {
  const knots = SIDE / spacing + 1;
  const lattice = Int32Array.from(
    { length: knots * knots },
    () => generator.below(2 * amplitude + 1) - amplitude,
  );
  for (let row = 0; row < SIDE; row++) {
    const below = row % spacing;
    for (let column = 0; column < SIDE; column++) {
      const right = column % spacing;
      const knot = Math.floor(row / spacing) * knots + Math.floor(column / spacing);
      const above = lattice[knot]! * (spacing - right) + lattice[knot + 1]! * right;
      const under = lattice[knot + knots]! * (spacing - right) + lattice[knot + knots + 1]! * right;
      const weighted = above * (spacing - below) + under * below;
      levels[row * SIDE + column]! += Math.trunc(weighted / (spacing * spacing));
    }
  }
}

/**
 * Windows begin at even rows and columns. A network with strides then meets fewer alignments and
 * learns in seconds; a grid of 4 × 4 cells still cuts through three windows out of four.
 */
const PLACE_STEP = 2;
const PLACES = (SIDE - GLYPH_SIDE) / PLACE_STEP + 1;

/** Tries before a crowded arrangement is given up and drawn anew. */
const TRIES = 50;

/** Places of windows that neither overlap nor reach into the corner, by rejection. */
function drawPlaces(generator: Generator): [top: number, left: number][] {
  for (;;) {
    const places: [number, number][] = [];
    for (let attempt = 0; attempt < TRIES && places.length < WINDOWS; attempt++) {
      const top = PLACE_STEP * generator.below(PLACES);
      const left = PLACE_STEP * generator.below(PLACES);
      const inCorner = top < CORNER_SIDE && left < CORNER_SIDE;
      const overlaps = places.some(
        ([otherTop, otherLeft]) =>
          Math.abs(top - otherTop) < GLYPH_SIDE && Math.abs(left - otherLeft) < GLYPH_SIDE,
      );
      if (!inCorner && !overlaps) places.push([top, left]);
    }
    if (places.length === WINDOWS) return places;
  }
}
