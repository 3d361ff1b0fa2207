/** Side of a glyph in pixels. */
export const GLYPH_SIDE = 8;

/** A square pattern of ink and paper, half of its pixels each, so that all glyphs are equally bright. */
export interface Glyph {
  readonly name: string;
  /** Row-major [8 × 8], 1 for ink, 0 for paper. */
  readonly ink: Uint8Array;
}

function glyph(name: string, rows: string): Glyph {
  const ink = Uint8Array.from(rows.replaceAll(/\s/g, ''), (mark) => (mark === '#' ? 1 : 0));
  const inked = ink.reduce((sum, pixel) => sum + pixel, 0);
  if (ink.length !== GLYPH_SIDE ** 2 || inked !== ink.length / 2) {
    throw new Error(`glyph ${name}: ${inked} of ${ink.length} pixels are ink, not half of 8 × 8.`);
  }
  return { name, ink };
}

/** The patterns that decide a class, class 0 first. */
export const CLASS_GLYPHS: readonly Glyph[] = [
  glyph('rows', '######## ######## ........ ........ ######## ######## ........ ........'),
  glyph('columns', '##..##.. ##..##.. ##..##.. ##..##.. ##..##.. ##..##.. ##..##.. ##..##..'),
  glyph('checks', '##..##.. ##..##.. ..##..## ..##..## ##..##.. ##..##.. ..##..## ..##..##'),
  glyph('rising', '..##..## .##..##. ##..##.. #..##..# ..##..## .##..##. ##..##.. #..##..#'),
  glyph('falling', '##..##.. .##..##. ..##..## #..##..# ##..##.. .##..##. ..##..## #..##..#'),
  glyph('frame', '######## #......# #......# #..##..# #..##..# #......# #......# ########'),
  glyph('plus', '#..##..# ...##... ...##... ######## ######## ...##... ...##... #..##..#'),
  glyph('cross', '##....## .##..##. ..####.. ..####.. ..####.. ..####.. .##..##. ##....##'),
  glyph('quarters', '####.... ####.... ####.... ####.... ....#### ....#### ....#### ....####'),
  glyph('diamond', '...##... ..####.. ..####.. .######. .######. ..####.. ..####.. ...##...'),
];

/** The second piece of evidence, where a class takes two. */
export const KEY_GLYPH: Glyph = glyph(
  'ring',
  '........ .######. .######. .##..##. .##..##. .######. .######. ........',
);

/** The patterns of distractors, which stand in images of every class. */
export const DISTRACTOR_GLYPHS: readonly Glyph[] = [
  glyph('left half', '####.... ####.... ####.... ####.... ####.... ####.... ####.... ####....'),
  glyph('top half', '######## ######## ######## ######## ........ ........ ........ ........'),
  glyph('fine rows', '######## ........ ######## ........ ######## ........ ######## ........'),
  glyph('fine columns', '#.#.#.#. #.#.#.#. #.#.#.#. #.#.#.#. #.#.#.#. #.#.#.#. #.#.#.#. #.#.#.#.'),
  glyph('fine checks', '#.#.#.#. .#.#.#.# #.#.#.#. .#.#.#.# #.#.#.#. .#.#.#.# #.#.#.#. .#.#.#.#'),
  glyph('sandwich', '######## ######## ........ ........ ........ ........ ######## ########'),
];
