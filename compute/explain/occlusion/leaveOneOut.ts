import type { Game } from '../game.ts';

/**
 * Occlusion of one segment after the other: what a game loses when one player leaves the full
 * coalition, v(all) − v(all but j), in players + 1 evaluations (Zeiler & Fergus 2014, section 4.2,
 * with segments in place of a sliding square).
 * @returns row-major [players × outputs]
 */
export function explainByLeaveOneOut(game: Game): Float64Array {
  const { players, outputs } = game;
  const coalitions = new Uint8Array((players + 1) * players).fill(1);
  for (let player = 0; player < players; player++) coalitions[player * players + player] = 0;
  const worth = game.values(coalitions);
  const full = worth.subarray(players * outputs);
  return worth
    .slice(0, players * outputs)
    .map((without, index) => full[index % outputs]! - without);
}
