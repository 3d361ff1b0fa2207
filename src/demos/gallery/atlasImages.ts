/** How equal tiles lie in a file: row by row, each pixel magnified. */
export interface AtlasLayout {
  /** Pixels a side of an image. */
  readonly side: number;
  readonly columns: number;
  readonly magnification: number;
}

/**
 * Takes the images of a gallery out of their atlas, which is lossless: the very levels of the data set.
 * @param levels of the whole atlas, row-major [height × width × 4], 0 … 255
 * @param width of the atlas in pixels
 * @returns row-major [side × side × 3], 0 … 1
 */
export function tileOf(
  levels: Uint8ClampedArray,
  width: number,
  { side, columns, magnification }: AtlasLayout,
  position: number,
): Float32Array {
  const left = (position % columns) * side;
  const top = Math.floor(position / columns) * side;
  const values = new Float32Array(side * side * 3);
  for (let pixel = 0; pixel < side * side; pixel++) {
    const row = (top + Math.floor(pixel / side)) * magnification;
    const column = (left + (pixel % side)) * magnification;
    for (let channel = 0; channel < 3; channel++) {
      values[3 * pixel + channel] = levels[4 * (row * width + column) + channel]! / 255;
    }
  }
  return values;
}

const loaded = new Map<string, Promise<ImageData>>();

/**
 * An image of a gallery in colour, row-major [side × side × 3], 0 … 1. Its file is loaded once a page.
 * @param address of the atlas (src/pages/demos)
 * @throws Error that names the address
 */
export async function atlasImage(
  address: string,
  layout: AtlasLayout,
  position: number,
): Promise<Float32Array> {
  const loading = loaded.get(address) ?? load(address);
  loaded.set(address, loading);
  try {
    const { data, width } = await loading;
    return tileOf(data, width, layout, position);
  } catch (error) {
    loaded.delete(address);
    throw error;
  }
}

async function load(address: string): Promise<ImageData> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.url} could not be loaded (${response.status}).`);
  const bitmap = await createImageBitmap(await response.blob(), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  const { width, height } = bitmap;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, width, height);
}
