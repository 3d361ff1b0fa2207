import type { Game } from '../../explain/game.ts';
import { coalitionsByBitmask } from '../../explain/games/coalitions.ts';

/** A game all of whose coalitions have been evaluated. */
export interface TableGame extends Game {
  /** Worth of every coalition in bitmask order, row-major [2^players × outputs]. */
  readonly table: Float64Array;
}

/**
 * Evaluates every coalition of a game once, so that any number of estimators can be tried on it at no
 * further cost. For at most 16 players.
 */
export function tabulate(game: Game): TableGame {
  const { players, outputs } = game;
  if (players > 16) throw new RangeError(`tabulate: ${players} players; it takes at most 16.`);
  const table = game.values(coalitionsByBitmask(players, 0, 2 ** players));
  return {
    players,
    outputs,
    table,
    values: (coalitions) => {
      const count = coalitions.length / players;
      const values = new Float64Array(count * outputs);
      for (let row = 0; row < count; row++) {
        let index = 0;
        for (let player = 0; player < players; player++) {
          if (coalitions[row * players + player]) index |= 1 << player;
        }
        values.set(table.subarray(index * outputs, (index + 1) * outputs), row * outputs);
      }
      return values;
    },
  };
}
