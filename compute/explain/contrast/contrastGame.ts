import type { Game } from '../game.ts';

/**
 * The game for the lead of one output over another: a coalition is worth the difference of the two. A
 * method that is linear in the values gives every player the difference of its two scores.
 */
export function contrastGame(game: Game, first: number, second: number): Game {
  const { players, outputs } = game;
  return {
    players,
    outputs: 1,
    values: (coalitions) => {
      const values = game.values(coalitions);
      return Float64Array.from(
        { length: values.length / outputs },
        (_, coalition) =>
          values[coalition * outputs + first]! - values[coalition * outputs + second]!,
      );
    },
  };
}
