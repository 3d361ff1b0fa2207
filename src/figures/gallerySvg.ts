import type { Gallery } from '../../compute/results/gallery.ts';
import { signedColourTable } from '../../compute/results/signedColour.ts';
import { formatNumber, formatProbability } from '../results/numberFormat.ts';
import { chart, SMALL_FONT_SIZE } from './chart.ts';
import type { DrawOptions } from './figure.ts';
import { element, group, label, type Svg } from './svg.ts';

const GROUPS_IN_ROW = 3;
const GROUP_GAP = 22;
const TILE_GAP = 3;
const HEAD = 16;
const FOOT = 26;
const KEY = 44;

/** Stops of the colour bar: enough that mixing between them cannot be told from the map itself. */
const STOPS = 33;

/** Bytes of a PNG of the study by its file name. */
export type AtlasFiles = (file: string) => Uint8Array;

/**
 * The gallery as one file: every map on its own scale, cut from the lossless atlases, which the file
 * holds inside it.
 */
export function drawGallery(gallery: Gallery, files: AtlasFiles, options: DrawOptions): Svg {
  const { images, methods, atlas, classNames } = gallery;
  const groupWidth = (options.width - (GROUPS_IN_ROW - 1) * GROUP_GAP) / GROUPS_IN_ROW;
  const tile = Math.floor((groupWidth - methods.length * TILE_GAP) / (methods.length + 1));
  const rowHeight = HEAD + tile + FOOT;
  const layers = [
    { id: 'images', file: atlas.images },
    ...methods.map(({ id, files: { ownLight } }) => ({ id, file: ownLight })),
  ];
  const small = { 'font-size': 8.5, fill: options.palette.inkSoft };
  return chart(
    options,
    KEY + Math.ceil(images.length / GROUPS_IN_ROW) * rowHeight,
    element(
      'defs',
      {},
      ...layers.map(({ id, file }) => atlasImage(gallery, `atlas-${id}`, files(file))),
      colourGradient(),
    ),
    drawKey(gallery, options),
    ...images.map((image, position) => {
      const x = (position % GROUPS_IN_ROW) * (groupWidth + GROUP_GAP);
      const y = KEY + Math.floor(position / GROUPS_IN_ROW) * rowHeight;
      const taken =
        image.predicted === image.label ? '' : ` taken for ${classNames[image.predicted]!}`;
      const end = (tile + TILE_GAP) * layers.length - TILE_GAP;
      return group(
        { transform: `translate(${String(Math.round(x))} ${String(Math.round(y))})` },
        label(classNames[image.label]! + taken, {
          x: 0,
          y: HEAD - 5,
          'font-size': SMALL_FONT_SIZE,
          'font-weight': 600,
        }),
        label(formatProbability(image.probability), {
          x: end,
          y: HEAD - 5,
          'text-anchor': 'end',
          ...small,
        }),
        ...layers.map(({ id }, column) =>
          drawTile(gallery, `atlas-${id}`, position, column * (tile + TILE_GAP), tile, options),
        ),
        ...methods.map(({ maps }, column) =>
          label(`±${formatNumber(maps[position]!.scale, 'number', 2)}`, {
            x: (column + 1) * (tile + TILE_GAP) + tile / 2,
            y: HEAD + tile + 10,
            'text-anchor': 'middle',
            ...small,
          }),
        ),
      );
    }),
  );
}

/** One tile of an atlas, with a thin frame since paper may be its colour. */
function drawTile(
  { atlas, shape }: Gallery,
  id: string,
  position: number,
  x: number,
  size: number,
  { palette }: DrawOptions,
): Svg {
  const [height, width] = tileSize({ atlas, shape });
  const column = position % atlas.columns;
  const row = Math.floor(position / atlas.columns);
  return group(
    {},
    element(
      'svg',
      {
        x,
        y: HEAD,
        width: size,
        height: size,
        viewBox: [column * width, row * height, width, height].join(' '),
      },
      element('use', { href: `#${id}` }),
    ),
    element('rect', {
      x,
      y: HEAD,
      width: size,
      height: size,
      fill: 'none',
      stroke: palette.rule,
      'stroke-width': 0.75,
    }),
  );
}

function atlasImage({ atlas, shape, images }: Gallery, id: string, png: Uint8Array): Svg {
  const [height, width] = tileSize({ atlas, shape });
  return element('image', {
    id,
    width: width * atlas.columns,
    height: height * Math.ceil(images.length / atlas.columns),
    href: `data:image/png;base64,${Buffer.from(png).toString('base64')}`,
    style: 'image-rendering: pixelated',
  });
}

/** Height and width of a tile in pixels of the atlas. */
function tileSize({ atlas, shape }: Pick<Gallery, 'atlas' | 'shape'>): [number, number] {
  return [shape[0]! * atlas.magnification, shape[1]! * atlas.magnification];
}

function colourGradient(): Svg {
  const table = signedColourTable('light');
  const entries = table.length / 3;
  return element(
    'linearGradient',
    { id: 'signed-colour' },
    ...Array.from({ length: STOPS }, (_, stop) => {
      const entry = Math.round((stop / (STOPS - 1)) * (entries - 1));
      const colour = table.subarray(entry * 3, entry * 3 + 3);
      return element('stop', {
        offset: stop / (STOPS - 1),
        'stop-color': `rgb(${colour.join(',')})`,
      });
    }),
  );
}

function drawKey({ methods }: Gallery, { palette, width }: DrawOptions): Svg {
  const bar = { x: width - 190, width: 130 };
  const text = { y: 15, 'font-size': SMALL_FONT_SIZE };
  const tick = { y: 32, 'font-size': 9, fill: palette.inkSoft, 'text-anchor': 'middle' };
  return group(
    {},
    label(`Image, ${methods.map(({ title }) => title).join(', ')}`, { x: 0, ...text }),
    label('against', { x: bar.x - 6, 'text-anchor': 'end', ...text }),
    element('rect', { ...bar, y: 5, height: 12, fill: 'url(#signed-colour)' }),
    label('for', { x: bar.x + bar.width + 6, ...text }),
    label('−scale', { x: bar.x, ...tick }),
    label('0', { x: bar.x + bar.width / 2, ...tick }),
    label('+scale', { x: bar.x + bar.width, ...tick }),
  );
}
