import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import type { Generator } from '../../random/generator.ts';
import type { Game } from '../game.ts';
import { binaryCross, binaryGram } from '../games/binaryGram.ts';
import { lassoPath } from './lassoPath.ts';
import { drawShapCoalitions, type WeightedCoalitions } from './shapCoalitions.ts';

/** Values smaller than this are set to 0, as shap does. */
const NOTHING = 1e-10;

/** Kernel SHAP with and without the selection of players that shap makes by default. */
export interface SelectedShap {
  /** With all players, row-major [players × outputs]; each output sums to full − base. */
  readonly values: Float64Array;
  /** With the selected players alone; 0 for all others. All are 0 where none is selected. */
  readonly selectedValues: Float64Array;
  /** Players selected, one number an output. */
  readonly selected: readonly number[];
}

/**
 * Kernel SHAP as shap's KernelExplainer up to version 0.46 computes it for many players with
 * `l1_reg='auto'`: before the regression of Lundberg & Lee 2017, players are selected by the lasso whose
 * λ has the least AIC (Zou, Hastie & Tibshirani 2007, equation 2.15, the variance of the values taken
 * for that of the noise, which selects few). For the replication of studies that used it; both answers
 * come from the same coalitions, drawn by `drawShapCoalitions`.
 * @param evaluations coalitions evaluated beside the empty and the full one: shap's `nsamples`
 */
export function explainBySelectedShap(
  game: Game,
  evaluations: number,
  generator: Generator,
): SelectedShap {
  const { players, outputs } = game;
  const drawn = drawShapCoalitions(players, evaluations, generator);
  const asked = new Uint8Array(2 * players + drawn.coalitions.length);
  asked.fill(1, players, 2 * players);
  asked.set(drawn.coalitions, 2 * players);
  const worth = game.values(asked);
  const values = new Float64Array(players * outputs);
  const selectedValues = new Float64Array(players * outputs);
  const everyone = Array.from({ length: players }, (_, player) => player);
  const selected = Array.from({ length: outputs }, (_, output) => {
    const gains = Float64Array.from(
      drawn.weights,
      (_, row) => worth[(row + 2) * outputs + output]! - worth[output]!,
    );
    const total = worth[outputs + output]! - worth[output]!;
    const chosen = selectPlayers(drawn, gains, total, players);
    const all = constrainedFit(drawn, gains, total, players, everyone);
    const few = constrainedFit(drawn, gains, total, players, chosen);
    everyone.forEach((player) => {
      values[player * outputs + output] = all[player]!;
      selectedValues[player * outputs + output] = few[player]!;
    });
    return chosen.length;
  });
  return { values, selectedValues, selected };
}

/**
 * The players whose coefficients are not 0 at the λ of least AIC. Each coalition enters twice, as z for
 * its gain and as z − 1 for its gain less the total, which pulls the coefficients towards that sum.
 * As scikit-learn does it: columns and gains are centred, columns brought to length 1.
 */
function selectPlayers(
  { coalitions, weights }: WeightedCoalitions,
  gains: Float64Array,
  total: number,
  players: number,
): number[] {
  const rows = 2 * weights.length;
  const complements = coalitions.map((member) => 1 - member);
  const sizes = weights.map((_, row) => countOnes(coalitions, row, players));
  const [own, other] = [
    weights.map((weight, row) => weight * (players - sizes[row]!)),
    weights.map((weight, row) => weight * sizes[row]!),
  ];
  const shortfalls = gains.map((gain) => total - gain);
  const gram = add(binaryGram(coalitions, players, own), binaryGram(complements, players, other));
  // (z − 1)(gain − total) = (1 − z)(total − gain)
  const cross = add(
    binaryCross(coalitions, players, own, gains, 1),
    binaryCross(complements, players, other, shortfalls, 1),
  );
  const [ownRoots, otherRoots] = [own.map(Math.sqrt), other.map(Math.sqrt)];
  const none = new Float64Array(weights.length).fill(1);
  const means = binaryCross(coalitions, players, ownRoots, none, 1);
  binaryCross(complements, players, otherRoots, none, 1).forEach(
    (sum, player) => (means[player]! -= sum),
  );
  const gainMean = (dot(ownRoots, gains) - dot(otherRoots, shortfalls)) / rows;
  let spread = -rows * gainMean ** 2;
  gains.forEach(
    (gain, row) => (spread += own[row]! * gain ** 2 + other[row]! * shortfalls[row]! ** 2),
  );
  if (!(spread > 0)) return [];
  for (let i = 0; i < players; i++) {
    cross[i]! -= means[i]! * gainMean;
    for (let j = 0; j < players; j++) gram[i * players + j]! -= (means[i]! * means[j]!) / rows;
  }
  const lengths = Float64Array.from(
    { length: players },
    (_, player) => Math.sqrt(Math.max(gram[player * players + player]!, 0)) || 1,
  );
  const unitGram = gram.map(
    (value, at) => value / (lengths[Math.floor(at / players)]! * lengths[at % players]!),
  );
  const unitCross = cross.map((value, player) => value / lengths[player]!);
  const path = lassoPath(unitGram, unitCross);
  const criteria = path.map((coefficients) => {
    const residual = spread + quadratic(unitGram, coefficients) - 2 * dot(coefficients, unitCross);
    return (rows * residual) / spread + 2 * chosenOf(coefficients).length;
  });
  return chosenOf(path[criteria.indexOf(Math.min(...criteria))]!);
}

function chosenOf(coefficients: Float64Array): number[] {
  return [...coefficients.keys()].filter(
    (player) => Math.abs(coefficients[player]!) > Number.EPSILON,
  );
}

/** Minimises Σ w (gain − zᵀφ)² over the φ of the chosen players, subject to Σ φ = total. */
function constrainedFit(
  { coalitions, weights }: WeightedCoalitions,
  gains: Float64Array,
  total: number,
  players: number,
  chosen: readonly number[],
): Float64Array {
  const values = new Float64Array(players);
  if (chosen.length === 0) return values;
  const gram = binaryGram(coalitions, players, weights);
  const cross = binaryCross(coalitions, players, weights, gains, 1);
  const system = new Matrix(chosen.length, chosen.length);
  const right = new Matrix(chosen.length, 2);
  chosen.forEach((player, i) => {
    chosen.forEach((other, j) => system.set(i, j, gram[player * players + other]!));
    right.setRow(i, [cross[player]!, 1]);
  });
  const solved = new CholeskyDecomposition(system).solve(right);
  const [free, ones] = [solved.getColumn(0), solved.getColumn(1)];
  const multiplier = (total - sum(free)) / sum(ones);
  chosen.forEach((player, at) => {
    const value = free[at]! + multiplier * ones[at]!;
    values[player] = Math.abs(value) < NOTHING ? 0 : value;
  });
  return values;
}

function countOnes(coalitions: Uint8Array, row: number, players: number): number {
  let ones = 0;
  for (let player = 0; player < players; player++) ones += coalitions[row * players + player]!;
  return ones;
}

function add(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((value, at) => value + other[at]!);
}

function dot(one: Float64Array, other: Float64Array): number {
  return one.reduce((total, value, at) => total + value * other[at]!, 0);
}

function quadratic(matrix: Float64Array, vector: Float64Array): number {
  const size = vector.length;
  return vector.reduce(
    (total, value, row) =>
      value === 0
        ? total
        : total + value * dot(matrix.subarray(row * size, (row + 1) * size), vector),
    0,
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
