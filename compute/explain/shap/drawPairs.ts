import type { Generator } from '../../random/generator.ts';
import { coalitionKey } from '../games/coalitions.ts';
import type { PairStratum } from './pairStrata.ts';

/**
 * Draws the pairs of a stratum uniformly without replacement.
 * @returns the smaller coalition of each pair, row-major [draws × players]; of two halves, the one
 *   with player 0
 */
export function drawPairs(players: number, stratum: PairStratum, generator: Generator): Uint8Array {
  const { size, pairs, draws } = stratum;
  if (2 * draws <= pairs) return drawByRejection(players, size, draws, generator);
  const all = coalitionsOfSize(players, size);
  if (draws === pairs) return all;
  const order = generator.shuffle(Int32Array.from({ length: pairs }, (_, index) => index));
  const drawn = new Uint8Array(draws * players);
  for (let row = 0; row < draws; row++) {
    const start = order[row]! * players;
    drawn.set(all.subarray(start, start + players), row * players);
  }
  return drawn;
}

/** Draws anew what was drawn before: at most every second draw on average. */
function drawByRejection(
  players: number,
  size: number,
  draws: number,
  generator: Generator,
): Uint8Array {
  const drawn = new Uint8Array(draws * players);
  const seen = new Set<string>();
  const order = Int32Array.from({ length: players }, (_, player) => player);
  const fixed = 2 * size === players ? 1 : 0;
  while (seen.size < draws) {
    const row = drawn.subarray(seen.size * players, (seen.size + 1) * players).fill(0);
    if (fixed) row[0] = 1;
    // The first steps of a Fisher–Yates shuffle, over players 1 … where player 0 is given.
    for (let place = fixed; place < size; place++) {
      const other = place + generator.below(players - place);
      const player = order[other]!;
      order[other] = order[place]!;
      order[place] = player;
      row[player] = 1;
    }
    seen.add(coalitionKey(row));
  }
  return drawn;
}

/** Every coalition of a size in lexicographic order; where size is half, those with player 0. */
function coalitionsOfSize(players: number, size: number): Uint8Array {
  const rows: Uint8Array[] = [];
  const members = Array.from({ length: size }, (_, index) => index);
  const half = 2 * size === players;
  for (;;) {
    if (half && members[0] !== 0) break;
    const row = new Uint8Array(players);
    for (const member of members) row[member] = 1;
    rows.push(row);
    let place = size - 1;
    while (place >= 0 && members[place] === players - size + place) place--;
    if (place < 0) break;
    members[place]! += 1;
    for (let next = place + 1; next < size; next++) members[next] = members[next - 1]! + 1;
  }
  const all = new Uint8Array(rows.length * players);
  rows.forEach((row, index) => {
    all.set(row, index * players);
  });
  return all;
}
