import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';

/** One font file of Source Sans 3. */
export interface Face {
  /** E.g. `latin-600-normal`. */
  readonly name: string;
  readonly font: fontkit.Font;
  readonly bytes: Buffer;
}

/** Letters of one face in a row. */
export interface TextRun {
  readonly face: Face;
  readonly text: string;
}

export interface TextStyle {
  readonly bold: boolean;
  readonly italic: boolean;
}

/** Parts of the typeface that figures draw on, in the order in which they are asked for a letter. */
const SUBSETS = ['latin', 'greek', 'latin-ext'] as const;

/** Spaces that the typeface lacks, by its own, which is as narrow. */
const SPACES: Readonly<Record<string, string>> = { '\u202f': '\u00a0' };

const require = createRequire(import.meta.url);
const opened = new Map<string, Face>();

function faceOf(subset: string, { bold, italic }: TextStyle): Face {
  const name = `${subset}-${bold ? '600' : '400'}-${italic ? 'italic' : 'normal'}`;
  let face = opened.get(name);
  if (!face) {
    const bytes = readFileSync(
      require.resolve(`@fontsource/source-sans-3/files/source-sans-3-${name}.woff`),
    );
    face = { name, bytes, font: fontkit.create(bytes) as fontkit.Font };
    opened.set(name, face);
  }
  return face;
}

/**
 * Splits a line of text by the font files that hold its letters.
 * @throws Error naming a letter that no file holds
 */
function textRuns(text: string, style: TextStyle): TextRun[] {
  const runs: { face: Face; text: string }[] = [];
  for (const written of text) {
    const letter = SPACES[written] ?? written;
    const face = SUBSETS.map((subset) => faceOf(subset, style)).find(({ font }) =>
      font.hasGlyphForCodePoint(letter.codePointAt(0)!),
    );
    if (!face) {
      throw new Error(`"${text}": the typeface of figures has no letter "${written}"`);
    }
    const last = runs.at(-1);
    if (last?.face === face) last.text += letter;
    else runs.push({ face, text: letter });
  }
  return runs;
}

/** Width of a run set at a size, in the unit of the size. */
export function runWidth({ face, text }: TextRun, size: number): number {
  return (face.font.layout(text).advanceWidth / face.font.unitsPerEm) * size;
}

/** A run of text set in a drawing: where it begins on its base line. */
export interface PlacedRun extends TextRun {
  readonly x: number;
}

/**
 * Runs of a line one after another, as `text-anchor` has it.
 * @param x where the line begins, has its middle or ends
 */
export function placedRuns(
  text: string,
  style: TextStyle,
  size: number,
  x: number,
  anchor: string | undefined,
): PlacedRun[] {
  const runs = textRuns(text, style);
  const widths = runs.map((run) => runWidth(run, size));
  const width = widths.reduce((sum, own) => sum + own, 0);
  let next = x - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0);
  return runs.map((run, position) => {
    const placed = { ...run, x: next };
    next += widths[position]!;
    return placed;
  });
}

/** The outlines of a run as path data, in font units, y upwards. */
export function runOutlines({ face, text }: TextRun): { readonly d: string; readonly x: number }[] {
  const { glyphs, positions } = face.font.layout(text);
  let x = 0;
  return glyphs.map((glyph, index) => {
    const { xAdvance, xOffset } = positions[index]!;
    const outline = { d: glyph.path.toSVG(), x: x + xOffset };
    x += xAdvance;
    return outline;
  });
}
