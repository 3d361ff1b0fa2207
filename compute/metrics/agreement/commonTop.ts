import { topCount, type RankedMap } from './rankedMap.ts';

/** Share of the top pixels that are in the top of both maps and count. */
export function commonTop(
  first: RankedMap,
  second: RankedMap,
  share: number,
  counts: (pixel: number) => boolean,
): number {
  const top = topCount(first, second, share);
  const inFirst = new Set(first.order.subarray(0, top));
  let common = 0;
  for (const pixel of second.order.subarray(0, top)) {
    if (inFirst.has(pixel) && counts(pixel)) common++;
  }
  return common / top;
}
