import type { Gallery, GalleryMaps } from '../../compute/results/gallery.ts';
import { signedColourTable } from '../../compute/results/signedColour.ts';
import { chart } from './chart.ts';
import { printPalette } from './palette.ts';
import { placedRuns, runWidth } from './print/typeface.ts';
import { element, group, label, type Svg } from './svg.ts';

/** Size of the picture that goes with a shared link, in pixels. */
export const CARD_WIDTH = 1200;
const CARD_HEIGHT = 630;

const EDGE = 72;
const TITLE_SIZE = 64;
const TITLE_LEADING = 74;
const SMALL_SIZE = 30;
const TILE = 224;

const SIDE_BY_SIDE = 4;

/** Palest and darkest entries of the signed colours are this far apart. */
const FULL = 255;

export interface SocialCard {
  /** What the title belongs to, e.g. `Chapter 5`. */
  readonly kicker: string;
  readonly title: string;
  /** Place of the image of the gallery that is shown with its maps. */
  readonly position: number;
}

/** The picture of a page for those who share its link: its title above one image and its maps. */
export function drawSocialCard(
  gallery: Gallery,
  { images, maps, shape }: GalleryMaps,
  { kicker, title, position }: SocialCard,
): Svg {
  const gap = (CARD_WIDTH - 2 * EDGE - SIDE_BY_SIDE * TILE) / (SIDE_BY_SIDE - 1);
  const lines = wrapped(title, TITLE_SIZE, CARD_WIDTH - 2 * EDGE);
  const table = signedColourTable('light');
  const greys = images[position]!.map((level) => [level, level, level]);
  const painted = gallery.methods.slice(0, SIDE_BY_SIDE - 1).map(({ id, maps: scales }) =>
    maps[id]![position]!.map((value) => {
      const share = Math.max(-1, Math.min(1, value / (scales[position]!.scale || 1)));
      const entry = 3 * (FULL + Math.round(share * FULL));
      return [...table.subarray(entry, entry + 3)];
    }),
  );
  return chart(
    { width: CARD_WIDTH, palette: printPalette },
    CARD_HEIGHT,
    element('rect', { width: CARD_WIDTH, height: CARD_HEIGHT, fill: '#fcfcfa' }),
    label(kicker, { x: EDGE, y: 92, 'font-size': SMALL_SIZE, fill: printPalette.inkSoft }),
    ...lines.map((line, row) =>
      label(line, {
        x: EDGE,
        y: 172 + row * TITLE_LEADING,
        'font-size': TITLE_SIZE,
        'font-weight': 600,
      }),
    ),
    ...[greys, ...painted].map((colours, place) =>
      group(
        {
          transform: `translate(${String(EDGE + place * (TILE + gap))} ${String(CARD_HEIGHT - EDGE - TILE)}) scale(${String(TILE / shape[1]!)})`,
        },
        ...tile(colours, shape[1]!),
      ),
    ),
  );
}

/** Pixels as strokes, those of one colour and row that touch as one. */
function tile(colours: readonly (readonly number[])[], side: number): Svg[] {
  const paths = new Map<string, string>();
  colours.forEach((colour, pixel) => {
    const key = `#${colour.map((primary) => primary.toString(16).padStart(2, '0')).join('')}`;
    const [x, y] = [pixel % side, Math.floor(pixel / side)];
    paths.set(key, `${paths.get(key) ?? ''}M${String(x)} ${String(y)}h1v1h-1z`);
  });
  return [...paths].map(([fill, d]) =>
    element('path', { fill, d, 'shape-rendering': 'crispEdges' }),
  );
}

/** A title in lines that are no wider than there is room. */
function wrapped(text: string, size: number, room: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && widthOf(longer, size) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function widthOf(text: string, size: number): number {
  const last = placedRuns(text, { bold: true, italic: false }, size, 0, undefined).at(-1);
  return last === undefined ? 0 : last.x + runWidth(last, size);
}
