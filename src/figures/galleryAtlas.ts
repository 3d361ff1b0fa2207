import type { Gallery } from '../../compute/results/gallery.ts';
import { signedColourTable } from '../../compute/results/signedColour.ts';
import type { Box } from './boxPaths.ts';
import type { TilePainter } from './gallerySvg.ts';
import { element, type Svg } from './svg.ts';

/** Stops of the colour bar: enough that mixing between them cannot be told from the map itself. */
const STOPS = 33;

/** Bytes of a PNG of the study by its file name. */
export type AtlasFiles = (file: string) => Uint8Array;

/** Tiles cut from the lossless atlases, which the drawing holds inside it. */
export function atlasPainter(gallery: Gallery, files: AtlasFiles): TilePainter {
  const layers = [
    gallery.atlas.images,
    ...gallery.methods.map(({ files: { ownLight } }) => ownLight),
  ];
  const names = ['images', ...gallery.methods.map(({ id }) => id)].map((id) => `atlas-${id}`);
  return {
    definitions: [
      ...layers.map((file, layer) => atlasImage(gallery, names[layer]!, files(file))),
      colourGradient(),
    ],
    tile: (layer, position, box) => drawTile(gallery, names[layer]!, position, box),
    colourBar: (box) => element('rect', { ...box, fill: 'url(#signed-colour)' }),
  };
}

function drawTile({ atlas, shape }: Gallery, id: string, position: number, box: Box): Svg {
  const [height, width] = tileSize({ atlas, shape });
  const column = position % atlas.columns;
  const row = Math.floor(position / atlas.columns);
  return element(
    'svg',
    { ...box, viewBox: [column * width, row * height, width, height].join(' ') },
    element('use', { href: `#${id}` }),
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
