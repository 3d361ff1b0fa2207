import sharp from 'sharp';
import { signedColourTable } from '../results/signedColour.ts';

/** How tiles lie in an atlas: tile i in column i mod columns; every pixel magnified by a whole number. */
export interface AtlasLayout {
  readonly columns: number;
  readonly magnification: number;
}

/**
 * Images side by side as one lossless PNG.
 * @param images row-major [height × width × channels], 0 … 255, one or three channels
 */
export async function imageAtlas(
  images: readonly Uint8Array[],
  [height, width, channels]: readonly [number, number, number],
  layout: AtlasLayout,
): Promise<Uint8Array> {
  return renderAtlas(images.length, [height, width], layout, (tile, pixel, colour) => {
    const image = images[tile]!;
    for (let primary = 0; primary < 3; primary++) {
      colour[primary] = image[pixel * channels + (channels === 3 ? primary : 0)]!;
    }
  });
}

/**
 * Relevance maps side by side as one lossless PNG, in the signed colours of the report.
 * @param maps one signed number a pixel
 * @param scales relevance of full colour, one a map; larger values are clipped
 */
export async function relevanceAtlas(
  maps: readonly Float32Array[],
  scales: readonly number[],
  shape: readonly [height: number, width: number],
  layout: AtlasLayout,
  dark: boolean,
): Promise<Uint8Array> {
  const table = signedColourTable(dark ? 'dark' : 'light');
  const middle = (table.length / 3 - 1) / 2;
  return renderAtlas(maps.length, shape, layout, (tile, pixel, colour) => {
    const scale = scales[tile]!;
    const share = scale === 0 ? 0 : Math.max(-1, Math.min(1, maps[tile]![pixel]! / scale));
    const entry = Math.round(middle + share * middle);
    for (let primary = 0; primary < 3; primary++) colour[primary] = table[entry * 3 + primary]!;
  });
}

/** Draws every tile pixel by pixel, then magnifies without resampling. */
async function renderAtlas(
  tiles: number,
  [height, width]: readonly [number, number],
  { columns, magnification }: AtlasLayout,
  paint: (tile: number, pixel: number, colour: Uint8Array) => void,
): Promise<Uint8Array> {
  const rows = Math.ceil(tiles / columns);
  const atlasWidth = Math.min(columns, tiles) * width;
  const pixels = new Uint8Array(rows * height * atlasWidth * 3);
  const colour = new Uint8Array(3);
  for (let tile = 0; tile < tiles; tile++) {
    const top = Math.floor(tile / columns) * height;
    const left = (tile % columns) * width;
    for (let pixel = 0; pixel < height * width; pixel++) {
      paint(tile, pixel, colour);
      const row = top + Math.floor(pixel / width);
      pixels.set(colour, (row * atlasWidth + left + (pixel % width)) * 3);
    }
  }
  return sharp(pixels, { raw: { width: atlasWidth, height: rows * height, channels: 3 } })
    .resize({
      width: atlasWidth * magnification,
      height: rows * height * magnification,
      kernel: 'nearest',
    })
    .png({ compressionLevel: 9, palette: false })
    .toBuffer();
}
