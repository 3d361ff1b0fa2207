/** Where one image is taken from: the pixel (x, y) of the result from (ax + by + c, dx + ey + f). */
export type AffineMap = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export interface Resampling {
  readonly shape: readonly [height: number, width: number, channels: number];
  /** What lies beyond the border: nothing, or the image mirrored at its edge pixels. */
  readonly padding: 'zero' | 'reflect';
}

/**
 * Takes an image through an affine map, with bilinear interpolation. Maps by whole pixels copy
 * values as they are.
 * @param source row-major [height × width × channels]
 * @param target receives the result, the same shape
 */
export function resample(
  source: Float32Array,
  target: Float32Array,
  [a, b, c, d, e, f]: AffineMap,
  { shape: [height, width, channels], padding }: Resampling,
): void {
  const inside = padding === 'zero' ? withinOrNone : reflected;
  const along = Math.abs(a) === 1 && b === 0 && d === 0 && Math.abs(e) === 1;
  if (along && Number.isInteger(c) && Number.isInteger(f)) {
    const columns = Int32Array.from({ length: width }, (_, x) => inside(a * x + c, width));
    const rows = Int32Array.from({ length: height }, (_, y) => inside(e * y + f, height));
    copyPixels(source, target, columns, rows, channels);
    return;
  }
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at += channels) {
      const x = a * column + b * row + c;
      const y = d * column + e * row + f;
      const left = Math.floor(x + ROUNDING);
      const top = Math.floor(y + ROUNDING);
      const right = Math.max(0, x - left);
      const down = Math.max(0, y - top);
      const [x0, x1] = [inside(left, width), right > ROUNDING ? inside(left + 1, width) : -1];
      const [y0, y1] = [inside(top, height), down > ROUNDING ? inside(top + 1, height) : -1];
      for (let channel = 0; channel < channels; channel++) {
        const value = (px: number, py: number) =>
          px < 0 || py < 0 ? 0 : source[(py * width + px) * channels + channel]!;
        target[at + channel] =
          (1 - down) * ((1 - right) * value(x0, y0) + right * value(x1, y0)) +
          down * ((1 - right) * value(x0, y1) + right * value(x1, y1));
      }
    }
  }
}

/** Copies whole pixels from the given columns and rows; where one is −1 the result is 0. */
function copyPixels(
  source: Float32Array,
  target: Float32Array,
  columns: Int32Array,
  rows: Int32Array,
  channels: number,
): void {
  let at = 0;
  for (const row of rows) {
    for (const column of columns) {
      const from = (row * columns.length + column) * channels;
      const outside = row < 0 || column < 0;
      for (let channel = 0; channel < channels; channel++)
        target[at++] = outside ? 0 : source[from + channel]!;
    }
  }
}

/** Distances from a pixel below this are errors of rounding. */
const ROUNDING = 1e-6;

/** The index itself, or −1 beyond the border. */
function withinOrNone(index: number, length: number): number {
  return index < 0 || index >= length ? -1 : index;
}

/** Mirrored at the edge pixel, which is not repeated, as often as needed. */
function reflected(index: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const folded = ((index % period) + period) % period;
  return folded < length ? folded : period - folded;
}
