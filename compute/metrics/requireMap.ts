/**
 * Throws unless a relevance map has pixels and all of them are finite.
 * @param map one signed number a pixel
 * @param pixels how many there ought to be; any number where not given
 * @throws RangeError naming the pixel or the sizes
 */
export function requireMap(map: Float32Array, pixels = map.length): void {
  if (map.length === 0) throw new RangeError('a map without pixels cannot be measured');
  if (map.length !== pixels) {
    throw new RangeError(`a map of ${map.length} pixels for an image of ${pixels}`);
  }
  const unknown = map.findIndex((relevance) => !Number.isFinite(relevance));
  if (unknown >= 0) throw new RangeError(`relevance of pixel ${unknown} is ${map[unknown]}`);
}
