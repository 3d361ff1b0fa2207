import { orderByRelevance } from '../../degrade/order.ts';
import type { Generator } from '../../random/generator.ts';
import { centredRanks } from '../ranks.ts';
import { requireMap } from '../requireMap.ts';

/** A relevance map with its pixels ordered by the size of their relevance. */
export interface RankedMap {
  readonly map: Float32Array;
  /** Pixels, most relevant first, signs apart. */
  readonly order: Int32Array;
  /** Rank of each pixel's size less the mean rank; equal sizes share the mean of their ranks. */
  readonly ranks: Float64Array;
}

/**
 * Orders a map. Equal sizes come in an order that the generator shuffles: give all maps of an image
 * generators of the same seed, and ties of two maps are broken alike, so that equal maps agree fully and
 * maps that are constant inside a cell are compared cell by cell.
 * @param map one signed number a pixel
 * @throws RangeError when the map is empty or not finite
 */
export function rankMap(map: Float32Array, generator: Generator): RankedMap {
  requireMap(map);
  const sizes = map.map(Math.abs);
  return { map, order: orderByRelevance(sizes, generator), ranks: centredRanks(sizes) };
}

/**
 * How many pixels of either map a share takes, at least one.
 * @throws RangeError when the maps differ in size or the share is not between 0 and 1
 */
export function topCount(first: RankedMap, second: RankedMap, share: number): number {
  requireMap(second.map, first.map.length);
  if (!(share > 0 && share <= 1)) throw new RangeError(`a top share of ${share}; give 0 to 1`);
  return Math.max(1, Math.round(share * first.map.length));
}

/** Whether relevance of a pixel has the same sign in both maps, 0 being a sign of its own. */
export function sameSign(first: RankedMap, second: RankedMap, pixel: number): boolean {
  return Math.sign(first.map[pixel]!) === Math.sign(second.map[pixel]!);
}
