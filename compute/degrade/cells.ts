/**
 * Averages a map of pixels over square grid cells, so that a map that ranks pixels can be compared
 * with methods that score segments on the same footing.
 * @returns one number a pixel, constant within each cell
 */
export function cellMeans(
  map: Float32Array,
  height: number,
  width: number,
  cell: number,
): Float32Array {
  const means = new Float32Array(map.length);
  for (let top = 0; top < height; top += cell) {
    for (let left = 0; left < width; left += cell) {
      const bottom = Math.min(top + cell, height);
      const right = Math.min(left + cell, width);
      let sum = 0;
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) sum += map[row * width + column]!;
      }
      const mean = sum / ((bottom - top) * (right - left));
      for (let row = top; row < bottom; row++) {
        means.fill(mean, row * width + left, row * width + right);
      }
    }
  }
  return means;
}
