import type { Gallery } from '../../compute/results/gallery.ts';
import { formatProbability, formatScale } from '../results/numberFormat.ts';
import type { Box } from './boxPaths.ts';
import { chart, SMALL_FONT_SIZE } from './chart.ts';
import type { DrawOptions } from './figure.ts';
import { element, group, label, type Svg } from './svg.ts';

const GROUP_GAP = 22;
const TILE_GAP = 3;
const LARGEST_TILE = 38;
const HEAD = 16;
/** Height of a second line of a heading. */
const HEAD_LINE = 14;
const FOOT = 22;
const KEY = 44;
/** Narrower, the key takes two lines. */
const ONE_LINE_KEY = 400;
const LINE = 18;

/** Mean width of a letter of a heading, in parts of the size of the type. */
const LETTER = 0.55;
/** Room for a probability, and before it. */
const PROBABILITY = 48;

/** On smaller tiles there is no room for the scale of each map. */
const SMALLEST_WITH_SCALE = 26;
const FOOT_WITHOUT_SCALE = 8;

/** How images, maps and the colours of maps get into a drawing of a gallery. */
export interface TilePainter {
  /** What tiles refer to. */
  readonly definitions: readonly Svg[];
  /** @param layer 0 for the images, then one a method */
  readonly tile: (layer: number, position: number, box: Box) => Svg;
  /** The colours from fully against to fully for. */
  readonly colourBar: (box: Box) => Svg;
}

/** More images than these would not fit on a page in rows of two, nor with their caption in rows of three. */
const FEW_IMAGES = 12;
/** Least width of a drawing with four images in a row, each with one map. */
const FOUR_IN_A_ROW = 510;

/** How many images stand in a row of a gallery so wide, and the side of their tiles in its own pixels. */
export function galleryRow({ methods, images }: Gallery, width: number) {
  const side = (groups: number) => {
    const groupWidth = (width - (groups - 1) * GROUP_GAP) / groups;
    const room = (groupWidth - methods.length * TILE_GAP) / (methods.length + 1);
    return Math.min(LARGEST_TILE, Math.floor(room));
  };
  const many = images.length > FEW_IMAGES;
  const groups =
    many && methods.length === 1 && width >= FOUR_IN_A_ROW
      ? 4
      : !many && side(3) < SMALLEST_WITH_SCALE
        ? 2
        : 3;
  return { groups, side: side(groups) };
}

/** A gallery as one drawing, every map on its own scale. */
export function drawGallery(gallery: Gallery, painter: TilePainter, options: DrawOptions): Svg {
  const { images, methods } = gallery;
  const { groups, side } = galleryRow(gallery, options.width);
  const withScale = side >= SMALLEST_WITH_SCALE;
  const key = keyHeight(options.width, withScale);
  const tiles = (side + TILE_GAP) * (methods.length + 1) - TILE_GAP;
  const { heading, rowWidth } = headings(gallery, groups, tiles, withScale, options);
  const head = HEAD + (heading === stacked ? HEAD_LINE : 0);
  const rowHeight = head + side + (withScale ? FOOT : FOOT_WITHOUT_SCALE);
  const step = (options.width - rowWidth) / (groups - 1);
  const small = { 'font-size': SMALL_FONT_SIZE, fill: options.palette.inkSoft };
  return chart(
    options,
    key + Math.ceil(images.length / groups) * rowHeight,
    painter.definitions.length === 0 ? '' : element('defs', {}, ...painter.definitions),
    drawKey(gallery, painter, { withScale, abbreviated: heading !== inFull }, options),
    ...images.map((image, position) => {
      const x = (position % groups) * step;
      const y = key + Math.floor(position / groups) * rowHeight;
      return group(
        { transform: `translate(${String(Math.round(x))} ${String(Math.round(y))})` },
        ...headingOf(gallery, image, heading).map((words, at) =>
          label(words, {
            x: 0,
            y: HEAD - 5 + at * HEAD_LINE,
            'font-size': SMALL_FONT_SIZE,
            'font-weight': 600,
          }),
        ),
        withScale
          ? label(formatProbability(image.probability), {
              x: rowWidth,
              y: HEAD - 5,
              'text-anchor': 'end',
              ...small,
            })
          : '',
        ...Array.from({ length: methods.length + 1 }, (_, layer) => {
          const box = { x: layer * (side + TILE_GAP), y: head, width: side, height: side };
          return painter.tile(layer, position, box) + frame(box, options);
        }),
        ...(withScale ? methods : []).map(({ maps }, column) =>
          label(formatScale(maps[position]!.scale), {
            x: (column + 1) * (side + TILE_GAP) + side / 2,
            y: head + side + 11,
            'text-anchor': 'middle',
            ...small,
          }),
        ),
      );
    }),
  );
}

/** The lines that say what an image is, and what it is taken for. */
type Heading = (name: string, taken: string) => string[];

const inFull: Heading = (name, taken) => [`${name} taken for ${taken}`];
const inShort: Heading = (name, taken) => [`${name} as ${taken}`];
const stacked: Heading = (name, taken) => [name, `as ${taken}`];

function headingOf(
  { classNames }: Gallery,
  { label: truth, predicted }: Gallery['images'][number],
  heading: Heading,
): string[] {
  const name = classNames[truth]!;
  return predicted === truth ? [name] : heading(name, classNames[predicted]!);
}

/** The longest headings that fit, and the width of a row with them: its tiles may be narrower. */
function headings(
  gallery: Gallery,
  groups: number,
  tiles: number,
  withProbability: boolean,
  { width }: DrawOptions,
): { heading: Heading; rowWidth: number } {
  const room = (width - (groups - 1) * GROUP_GAP) / groups;
  const widthOf = (heading: Heading) =>
    Math.max(
      tiles,
      ...gallery.images.flatMap((image) =>
        headingOf(gallery, image, heading).map(
          (words, line) =>
            words.length * LETTER * SMALL_FONT_SIZE +
            (withProbability && line === 0 ? PROBABILITY : 0),
        ),
      ),
    );
  const heading = [inFull, inShort].find((one) => widthOf(one) <= room) ?? stacked;
  return { heading, rowWidth: Math.min(room, widthOf(heading)) };
}

/** A thin frame, since paper may be the colour of a tile. */
function frame(box: Box, { palette }: DrawOptions): Svg {
  return element('rect', { ...box, fill: 'none', stroke: palette.rule, 'stroke-width': 0.75 });
}

/** Without scales below the maps, two more lines say where they are. */
function keyHeight(width: number, withScale: boolean): number {
  return KEY + (width < ONE_LINE_KEY ? LINE : 0) + (withScale ? 0 : 2 * LINE);
}

function drawKey(
  { methods }: Gallery,
  painter: TilePainter,
  { withScale, abbreviated }: { withScale: boolean; abbreviated: boolean },
  { palette, width }: DrawOptions,
): Svg {
  const barTop = width < ONE_LINE_KEY ? 5 + LINE : 5;
  const bar = { x: width - 150, y: barTop, width: 124, height: 12 };
  const text = { 'font-size': SMALL_FONT_SIZE };
  const tick = { ...text, y: bar.y + 24, fill: palette.inkSoft, 'text-anchor': 'middle' };
  const barText = { ...text, y: bar.y + 10 };
  const layers = `Image, ${methods.map(({ title }) => title).join(', ')}`;
  const note = ['Each map has a scale of its own; the data of', 'the figure have the numbers.'];
  return group(
    {},
    label(layers + (abbreviated ? '; as: taken for' : ''), { x: 0, y: 15, ...text }),
    label('against', { x: bar.x - 6, 'text-anchor': 'end', ...barText }),
    painter.colourBar(bar),
    label('for', { x: bar.x + bar.width + 6, ...barText }),
    label('−scale', { x: bar.x, ...tick }),
    label('0', { x: bar.x + bar.width / 2, ...tick }),
    label('+scale', { x: bar.x + bar.width, ...tick }),
    ...(withScale ? [] : note).map((words, line) =>
      label(words, { x: 0, y: bar.y + 44 + line * LINE, fill: palette.inkSoft, ...text }),
    ),
  );
}
