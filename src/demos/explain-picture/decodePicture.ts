/** The middle of a picture: the largest square that it holds. */
export function middleSquare(
  width: number,
  height: number,
): { left: number; top: number; side: number } {
  const side = Math.min(width, height);
  return { left: Math.floor((width - side) / 2), top: Math.floor((height - side) / 2), side };
}

/** Red, green and blue without opacity, 0 … 1. @param levels row-major [pixels × 4], 0 … 255 */
export function colourValues(levels: Uint8ClampedArray): Float32Array {
  const values = new Float32Array((levels.length / 4) * 3);
  for (let pixel = 0; pixel < levels.length / 4; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      values[3 * pixel + channel] = levels[4 * pixel + channel]! / 255;
    }
  }
  return values;
}

/**
 * Decodes a picture in the page, cuts its middle square out and shrinks that to the size of the network's
 * images. Where it is see-through it is white.
 * @param name of the file, for errors
 * @returns row-major [side × side × 3], 0 … 1
 * @throws Error when the browser cannot read the file as a picture
 */
export async function decodePicture(file: Blob, name: string, side: number): Promise<Float32Array> {
  const whole = await createImageBitmap(file).catch(() => {
    throw new Error(`${name} is not a picture that this browser can read.`);
  });
  const cut = middleSquare(whole.width, whole.height);
  // Shrinks by a good filter: a canvas alone would take a few pixels of many.
  const small = await createImageBitmap(whole, cut.left, cut.top, cut.side, cut.side, {
    resizeWidth: side,
    resizeHeight: side,
    resizeQuality: 'high',
  });
  whole.close();
  return valuesOnWhite(small);
}

/**
 * An image of the gallery, whose file is lossless: the very levels of the data set.
 * @returns row-major [height × width × 3], 0 … 1
 * @throws Error that names the address
 */
export async function galleryPicture(address: string): Promise<Float32Array> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.url} could not be loaded (${response.status}).`);
  return valuesOnWhite(
    await createImageBitmap(await response.blob(), { colorSpaceConversion: 'none' }),
  );
}

/** Closes the bitmap. */
function valuesOnWhite(bitmap: ImageBitmap): Float32Array {
  const { width, height } = bitmap;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return colourValues(context.getImageData(0, 0, width, height).data);
}
