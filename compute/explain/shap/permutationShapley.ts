import type { Generator } from '../../random/generator.ts';
import type { Game } from '../game.ts';

export interface PermutationShapleyOptions {
  /**
   * Coalitions evaluated beside the empty and the full one: 2 (players − 1) a pair of walks, of which
   * there is at least one.
   */
  readonly evaluations: number;
}

/** Estimates of the Shapley values of a game, for every output. */
export interface PermutationShapley {
  /** Row-major [players × outputs]; each output sums to full − base. */
  readonly values: Float64Array;
  /** Standard error of each value, row-major [players × outputs]; NaN after a single pair of walks. */
  readonly standardErrors: Float64Array;
  /** Value of the empty coalition, one an output. */
  readonly base: Float64Array;
  /** Value of the full coalition, one an output. */
  readonly full: Float64Array;
  /** Coalitions evaluated, the empty and the full one included. */
  readonly evaluations: number;
}

/**
 * Shapley values from random orders of the players (Castro, Gómez & Tejada 2009): the mean of what
 * each adds when joining those before it. Every order is walked forwards and backwards (antithetic;
 * Mitchell et al. 2022), which makes games of order two exact after a single pair. The
 * standard errors are those of the mean over pairs, which are independent; with few pairs they have
 * Student's, not the normal, distribution.
 * @throws RangeError when the game has no player or the budget does not pay for a pair of walks
 */
export function explainByPermutationShapley(
  game: Game,
  { evaluations }: PermutationShapleyOptions,
  generator: Generator,
): PermutationShapley {
  const { players, outputs } = game;
  if (players === 0) throw new RangeError('permutation Shapley: the game has no players');
  const perPair = 2 * (players - 1);
  const pairs = players === 1 ? 0 : Math.floor(evaluations / perPair);
  if (players > 1 && !(pairs >= 1)) {
    throw new RangeError(
      `permutation Shapley: evaluations is ${evaluations}; a pair of walks takes ${perPair}`,
    );
  }
  const orders = drawOrders(pairs, players, generator);
  const worth = game.values(walks(orders, players));
  const base = worth.slice(0, outputs);
  const full = worth.slice(outputs, 2 * outputs);
  const common = { base, full, evaluations: worth.length / outputs };
  if (players === 1) {
    const values = full.map((value, output) => value - base[output]!);
    return { ...common, values, standardErrors: new Float64Array(outputs) };
  }
  const { means, squares } = pairMoments(worth, orders, players, outputs);
  return {
    ...common,
    values: means,
    standardErrors: squares.map((square) => Math.sqrt(square / (pairs - 1) / pairs)),
  };
}

/** Row-major [pairs × players]. */
function drawOrders(pairs: number, players: number, generator: Generator): Int32Array {
  const orders = new Int32Array(pairs * players);
  for (let pair = 0; pair < pairs; pair++) {
    const order = orders.subarray(pair * players, (pair + 1) * players);
    for (let player = 0; player < players; player++) order[player] = player;
    generator.shuffle(order);
  }
  return orders;
}

/**
 * The empty and the full coalition, then for each order the first 1 … players − 1 of it, and then the
 * last 1 … players − 1.
 */
function walks(orders: Int32Array, players: number): Uint8Array {
  const pairs = orders.length / players;
  const coalitions = new Uint8Array((2 + 2 * pairs * (players - 1)) * players);
  coalitions.fill(1, players, 2 * players);
  let row = 2;
  for (let pair = 0; pair < pairs; pair++) {
    const order = orders.subarray(pair * players, (pair + 1) * players);
    for (const walked of [order, order.toReversed()]) {
      for (let size = 1; size < players; size++, row++) {
        for (let place = 0; place < size; place++) coalitions[row * players + walked[place]!] = 1;
      }
    }
  }
  return coalitions;
}

/** Mean over pairs of what each player adds, and the sum of squared deviations from it (Welford 1962). */
function pairMoments(
  worth: Float64Array,
  orders: Int32Array,
  players: number,
  outputs: number,
): { means: Float64Array; squares: Float64Array } {
  const means = new Float64Array(players * outputs);
  const squares = new Float64Array(players * outputs);
  const steps = players - 1;
  for (let pair = 0; pair < orders.length / players; pair++) {
    const forwards = 2 + 2 * pair * steps;
    for (let place = 0; place < players; place++) {
      const player = orders[pair * players + place]!;
      for (let output = 0; output < outputs; output++) {
        // Worth of the first `size` of a walk whose coalitions start at `first`.
        const at = (first: number, size: number) => {
          const row = size === 0 ? 0 : size === players ? 1 : first + size - 1;
          return worth[row * outputs + output]!;
        };
        const ahead = at(forwards, place + 1) - at(forwards, place);
        const behind = at(forwards + steps, players - place) - at(forwards + steps, steps - place);
        const added = (ahead + behind) / 2;
        const index = player * outputs + output;
        const deviation = added - means[index]!;
        means[index]! += deviation / (pair + 1);
        squares[index]! += deviation * (added - means[index]!);
      }
    }
  }
  return { means, squares };
}
