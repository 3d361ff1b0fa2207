import type { Generator } from '../../random/generator.ts';
import { coalitionKey, coalitionsByBitmask, writeComplement } from '../games/coalitions.ts';

/** Distinct masks and how often each was drawn. */
export interface MaskSample {
  /** Row-major [distinct × players]. */
  readonly masks: Uint8Array;
  /** Times drawn, one number a distinct mask. */
  readonly counts: Float64Array;
  /** Whether the masks are all that exist, each once, rather than drawn. */
  readonly enumerated: boolean;
}

/**
 * The masks of LIME (Ribeiro et al. 2016, algorithm 1, as lime's image explainer draws them): the
 * full mask first, then masks whose entries are fair coins, `draws` in all, duplicates merged. Where
 * all 2^players masks fit into `draws`, each is taken once instead.
 * @param antithetic draw masks in pairs with their complement
 */
export function drawMasks(
  players: number,
  draws: number,
  antithetic: boolean,
  generator: Generator,
): MaskSample {
  if (players <= 30 && 2 ** players <= draws) {
    const masks = coalitionsByBitmask(players, 0, 2 ** players);
    return { masks, counts: new Float64Array(2 ** players).fill(1), enumerated: true };
  }
  const drawn = new Uint8Array(draws * players);
  const row = (index: number) => drawn.subarray(index * players, (index + 1) * players);
  row(0).fill(1);
  // The empty mask completes the pair of the full one where an even number leaves room for it.
  for (let next = antithetic && draws % 2 === 0 ? 2 : 1; next < draws;) {
    const mask = row(next++);
    for (let player = 0; player < players; player++) mask[player] = generator.coin() ? 1 : 0;
    if (antithetic) writeComplement(mask, row(next++));
  }
  return mergeDuplicates(drawn, players, draws);
}

/** Keeps the first of equal masks, in the order drawn. */
function mergeDuplicates(drawn: Uint8Array, players: number, draws: number): MaskSample {
  const places = new Map<string, number>();
  const counts: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const mask = drawn.subarray(draw * players, (draw + 1) * players);
    const key = coalitionKey(mask);
    const place = places.get(key);
    if (place !== undefined) {
      counts[place]! += 1;
      continue;
    }
    drawn.copyWithin(counts.length * players, draw * players, (draw + 1) * players);
    places.set(key, counts.length);
    counts.push(1);
  }
  return {
    masks: drawn.subarray(0, counts.length * players),
    counts: Float64Array.from(counts),
    enumerated: false,
  };
}
