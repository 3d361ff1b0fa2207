import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { binaryCross, binaryGram } from '../games/binaryGram.ts';

/** Below this share of its largest pivot squared, a Gram matrix counts as singular. */
const SINGULAR = 1e-12;

/** Penalty, relative to the mean diagonal, that picks the flattest solution of a singular system. */
const TIE_BREAK = 1e-9;

export interface PairedRegression {
  /** Row-major [players × outputs]; each output sums to its total, to rounding. */
  readonly values: Float64Array;
  /**
   * A⁻¹ − A⁻¹11ᵀA⁻¹ / (1ᵀA⁻¹1), row-major [players × players], which maps a change of the right
   * side to a change of the values; undefined where the pairs do not determine the values.
   */
  readonly sensitivity: Float64Array | undefined;
}

/**
 * The Shapley regression on pairs of a coalition z and its complement, for every output by one
 * factorisation. Since both enter with the same weight, the squares of the pair fall into a part
 * without φ and (v(z) − v(1−z) − (2z−1)ᵀφ)², so that only differences are fitted:
 * minimise Σ w (d − xᵀφ)² with x = 2z − 1 subject to 1ᵀφ = total (Charnes et al. 1988; Lundberg &
 * Lee 2017, equation 8; pairing after Covert & Lee 2021). With too few pairs to determine φ, the
 * solution nearest to equal shares is taken.
 * @param halves the smaller coalition of each pair, row-major [pairs × players]
 * @param differences v(z) − v(1−z), row-major [pairs × outputs]
 * @param totals v(full) − v(empty) of each output
 */
export function fitPairs(
  halves: Uint8Array,
  differences: Float64Array,
  weights: Float64Array,
  totals: Float64Array,
): PairedRegression {
  const outputs = totals.length;
  const players = halves.length / weights.length;
  const gram = signedGram(halves, players, weights);
  const cross = binaryCross(halves, players, weights, differences, outputs);
  const weighted = new Float64Array(outputs);
  differences.forEach((difference, index) => {
    weighted[index % outputs]! += weights[Math.floor(index / outputs)]! * difference;
  });
  const right = new Matrix(players, outputs + 1);
  for (let player = 0; player < players; player++) {
    for (let output = 0; output < outputs; output++) {
      right.set(player, output, 2 * cross[player * outputs + output]! - weighted[output]!);
    }
    right.set(player, outputs, 1);
  }
  const { factor, determined } = factorise(gram, players, weights.length);
  const solved = factor.solve(right).to1DArray();
  const ones = Float64Array.from(
    { length: players },
    (_, player) => solved[player * (outputs + 1) + outputs]!,
  );
  const onesSum = ones.reduce((sum, value) => sum + value, 0);
  const values = new Float64Array(players * outputs);
  for (let output = 0; output < outputs; output++) {
    let free = 0;
    for (let player = 0; player < players; player++)
      free += solved[player * (outputs + 1) + output]!;
    const multiplier = (totals[output]! - free) / onesSum;
    for (let player = 0; player < players; player++) {
      values[player * outputs + output] =
        solved[player * (outputs + 1) + output]! + multiplier * ones[player]!;
    }
  }
  if (!determined) return { values, sensitivity: undefined };
  const sensitivity = Float64Array.from(factor.solve(Matrix.eye(players)).to1DArray());
  sensitivity.forEach((_, index) => {
    sensitivity[index]! -= (ones[Math.floor(index / players)]! * ones[index % players]!) / onesSum;
  });
  return { values, sensitivity };
}

/**
 * Σ w x xᵀ + (Σ w) 11ᵀ with x = 2z − 1, from the Gram matrix of the z. The multiple of 11ᵀ changes
 * nothing on the plane 1ᵀφ = total and makes the matrix invertible when x ⊥ 1 for all pairs.
 */
function signedGram(halves: Uint8Array, players: number, weights: Float64Array): Matrix {
  const gram = binaryGram(halves, players, weights);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const diagonal = (player: number) => gram[player * players + player]!;
  const signed = new Matrix(players, players);
  for (let i = 0; i < players; i++) {
    for (let j = 0; j < players; j++) {
      signed.set(i, j, 4 * gram[i * players + j]! - 2 * (diagonal(i) + diagonal(j)) + 2 * total);
    }
  }
  return signed;
}

function factorise(
  gram: Matrix,
  players: number,
  pairs: number,
): { factor: CholeskyDecomposition; determined: boolean } {
  if (pairs >= players - 1) {
    const factor = new CholeskyDecomposition(gram);
    const pivots = factor.lowerTriangularMatrix.diagonal();
    const determined =
      factor.isPositiveDefinite() && Math.min(...pivots) ** 2 > SINGULAR * Math.max(...pivots) ** 2;
    if (determined) return { factor, determined };
  }
  const penalised = gram.clone();
  const penalty = (TIE_BREAK * gram.trace()) / players;
  for (let player = 0; player < players; player++) {
    penalised.set(player, player, gram.get(player, player) + penalty);
  }
  return { factor: new CholeskyDecomposition(penalised), determined: false };
}
