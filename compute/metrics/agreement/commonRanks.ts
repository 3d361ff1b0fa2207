import { topCount, type RankedMap } from './rankedMap.ts';

/** Share of the top ranks that hold the same pixel in both maps, where it counts. */
export function commonRanks(
  first: RankedMap,
  second: RankedMap,
  share: number,
  counts: (pixel: number) => boolean,
): number {
  const top = topCount(first, second, share);
  let common = 0;
  for (let rank = 0; rank < top; rank++) {
    const pixel = first.order[rank]!;
    if (pixel === second.order[rank] && counts(pixel)) common++;
  }
  return common / top;
}
