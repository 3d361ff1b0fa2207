import type { Game } from '../game.ts';
import { coalitionsByBitmask } from '../games/coalitions.ts';
import { binomial } from './binomial.ts';

/** The most players whose 2^players coalitions are enumerated. */
const MOST_EXACT_PLAYERS = 16;

/** Coalitions asked of the game in one call. */
const CHUNK = 4096;

export interface ExactShapley {
  /** Shapley values, row-major [players × outputs]. */
  readonly values: Float64Array;
  /** Value of the empty coalition, one an output. */
  readonly base: Float64Array;
  /** Value of the full coalition, one an output. */
  readonly full: Float64Array;
  /** Coalitions evaluated: 2^players. */
  readonly evaluations: number;
}

/**
 * Shapley values by their definition (Shapley 1953), from every coalition in bitmask order:
 * φ_j = Σ_S v(S) · (j ∈ S ? (|S|−1)! (M−|S|)! / M! : −|S|! (M−|S|−1)! / M!).
 * @throws RangeError when the game has no player or more than 16
 */
export function exactShapley(game: Game): ExactShapley {
  const { players, outputs } = game;
  if (players < 1 || players > MOST_EXACT_PLAYERS) {
    throw new RangeError(
      `exactShapley: ${players} players; it takes 1 to ${MOST_EXACT_PLAYERS}. Use explainByKernelShap, or fewer segments.`,
    );
  }
  const evaluations = 2 ** players;
  const values = new Float64Array(players * outputs);
  const base = new Float64Array(outputs);
  const full = new Float64Array(outputs);
  // Weight of a coalition with `size` members for one who is in it, (size−1)! (M−size)! / M!.
  const memberWeight = (size: number) => 1 / (players * binomial(players - 1, size - 1));
  for (let first = 0; first < evaluations; first += CHUNK) {
    const count = Math.min(CHUNK, evaluations - first);
    const coalitions = coalitionsByBitmask(players, first, count);
    const worth = game.values(coalitions);
    for (let row = 0; row < count; row++) {
      const members = coalitions.subarray(row * players, (row + 1) * players);
      const own = worth.subarray(row * outputs, (row + 1) * outputs);
      const size = members.reduce((sum, member) => sum + member, 0);
      const inside = size > 0 ? memberWeight(size) : 0;
      const outside = size < players ? -memberWeight(size + 1) : 0;
      for (let player = 0; player < players; player++) {
        const weight = members[player] ? inside : outside;
        for (let output = 0; output < outputs; output++) {
          values[player * outputs + output]! += weight * own[output]!;
        }
      }
      if (size === 0) base.set(own);
      if (size === players) full.set(own);
    }
  }
  return { values, base, full, evaluations };
}
