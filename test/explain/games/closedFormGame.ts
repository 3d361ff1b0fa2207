import type { Game } from '../../../compute/explain/game.ts';

/** A game with one output out of a function of the members, for tests with known answers. */
export function gameOf(players: number, worth: (members: readonly number[]) => number): Game {
  return gameOfMany(players, 1, (members) => [worth(members)]);
}

export function gameOfMany(
  players: number,
  outputs: number,
  worth: (members: readonly number[]) => readonly number[],
): Game {
  return {
    players,
    outputs,
    values: (coalitions) => {
      const count = coalitions.length / players;
      const values = new Float64Array(count * outputs);
      for (let row = 0; row < count; row++) {
        const members = [...coalitions.subarray(row * players, (row + 1) * players)];
        values.set(worth(members), row * outputs);
      }
      return values;
    },
  };
}

/**
 * The game of test/golden/kernelshap.json: v(z) = [z·w + z₀z₁/2 − 0.7 z₁z₂z₃ + 0.3 Π z,
 * tanh(z·w − 0.2)] with w_j = sin(0.8 (j + 1)).
 */
export function closedFormGame(players: number): Game {
  const weights = Array.from({ length: players }, (_, player) => Math.sin(0.8 * (player + 1)));
  return gameOfMany(players, 2, (z) => {
    const sum = z.reduce((total, member, player) => total + member * weights[player]!, 0);
    const all = z.reduce((product, member) => product * member, 1);
    return [
      sum + 0.5 * z[0]! * z[1]! - 0.7 * z[1]! * z[2]! * z[3]! + 0.3 * all,
      Math.tanh(sum - 0.2),
    ];
  });
}
