/** How many of `pixels` pixels a share of them is, rounded to the nearest whole pixel. */
export function keptPixelCount(share: number, pixels: number): number {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`the share kept is ${share}, not in 0 … 1`);
  return Math.round(share * pixels);
}

/**
 * Keeps the first pixels of an order and takes all others from a fill.
 * @param image row-major [pixels × channels]
 * @param fill the same shape
 * @param order pixel indices, the ones to keep first
 * @param kept how many pixels to keep
 * @param target receives the degraded image, the same shape
 */
export function keepFirst(
  image: Float32Array,
  fill: Float32Array,
  order: Int32Array,
  kept: number,
  target: Float32Array,
): void {
  const channels = image.length / order.length;
  target.set(fill);
  for (let rank = 0; rank < kept; rank++) {
    const start = order[rank]! * channels;
    for (let value = start; value < start + channels; value++) target[value] = image[value]!;
  }
}
