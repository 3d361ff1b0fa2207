import { requireMap } from './requireMap.ts';

/**
 * The chance of each pixel to be among the most relevant ones when ties at the border are broken at
 * random: 1 above the border, 0 below it, and on it the share of the places that are left.
 * @param map one signed number a pixel (or cell), the most positive the most relevant
 * @param share of the pixels that are taken, rounded to a whole number of at least 1
 * @throws RangeError when the map is empty or not finite, or the share is not between 0 and 1
 */
export function topMembership(map: Float32Array, share: number): Float64Array {
  requireMap(map);
  if (!(share > 0 && share <= 1)) throw new RangeError(`a top share of ${share}; give 0 to 1`);
  const count = Math.max(1, Math.round(share * map.length));
  const threshold = map.slice().sort()[map.length - count]!;
  let [above, tied] = [0, 0];
  for (const relevance of map) {
    if (relevance > threshold) above++;
    else if (relevance === threshold) tied++;
  }
  const chance = (count - above) / tied;
  return Float64Array.from(map, (relevance) =>
    relevance > threshold ? 1 : relevance === threshold ? chance : 0,
  );
}

/**
 * The share of runs (seeds) in which each pixel is among the most relevant ones, ties at random.
 * @param maps one map a run, all of the same image
 * @returns one probability a pixel; they add up to the number of pixels taken
 * @throws RangeError for no map, maps of different size, or see `topMembership`
 */
export function topProbability(maps: readonly Float32Array[], share: number): Float64Array {
  const probability = new Float64Array(maps[0]?.length ?? 0);
  for (const membership of membershipsOf(maps, share, 1)) {
    membership.forEach((chance, pixel) => (probability[pixel]! += chance / maps.length));
  }
  return probability;
}

/** How far runs agree on the most relevant pixels, 0 … 1, the mean over pairs of runs. */
export interface TopOverlap {
  /** Pixels that both take over pixels that one takes. */
  readonly overlap: number;
  /** Pixels that both take over pixels that either takes (Jaccard 1912). */
  readonly jaccard: number;
}

/**
 * How far the maps of several runs (seeds) agree on the most relevant pixels. Where ties leave both runs
 * a chance of taking a pixel, the smaller chance counts as common and the larger as taken by either:
 * runs with the same map agree fully, whatever ties it has.
 * @param maps one map a run, two or more, all of the same image
 * @throws RangeError for fewer than two maps, maps of different size, or see `topMembership`
 */
export function topOverlap(maps: readonly Float32Array[], share: number): TopOverlap {
  const memberships = membershipsOf(maps, share, 2);
  let [overlap, jaccard, pairs] = [0, 0, 0];
  memberships.forEach((first, index) => {
    for (const second of memberships.slice(index + 1)) {
      let [common, either] = [0, 0];
      first.forEach((chance, pixel) => {
        common += Math.min(chance, second[pixel]!);
        either += Math.max(chance, second[pixel]!);
      });
      overlap += (2 * common) / (common + either);
      jaccard += common / either;
      pairs++;
    }
  });
  return { overlap: overlap / pairs, jaccard: jaccard / pairs };
}

function membershipsOf(
  maps: readonly Float32Array[],
  share: number,
  least: number,
): Float64Array[] {
  if (maps.length < least) {
    throw new RangeError(`${maps.length} maps; agreement takes ${least} or more`);
  }
  return maps.map((map) => {
    requireMap(map, maps[0]!.length);
    return topMembership(map, share);
  });
}
