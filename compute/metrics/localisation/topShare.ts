/**
 * Expected share of the `count` most relevant pixels that lie in the mask, when ties at the border
 * are broken at random: maps that are constant inside a cell neither gain nor lose by an order.
 */
export function topShare(map: Float32Array, mask: Uint8Array, count: number): number {
  const threshold = map.slice().sort()[map.length - count]!;
  let above = 0;
  let aboveInMask = 0;
  let tied = 0;
  let tiedInMask = 0;
  for (let pixel = 0; pixel < map.length; pixel++) {
    const inMask = mask[pixel] ? 1 : 0;
    if (map[pixel]! > threshold) {
      above++;
      aboveInMask += inMask;
    } else if (map[pixel] === threshold) {
      tied++;
      tiedInMask += inMask;
    }
  }
  return (aboveInMask + ((count - above) * tiedInMask) / tied) / count;
}
