import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { binaryCross, binaryGram } from '../games/binaryGram.ts';

/** Weighted and centred sums over masks: all that a ridge regression on them needs. */
export interface RidgeMoments {
  readonly players: number;
  readonly outputs: number;
  /** Weighted mean of each player's mask entry. */
  readonly maskMeans: Float64Array;
  /** Weighted mean of each output. */
  readonly valueMeans: Float64Array;
  /** Σ w (z − z̄)(z − z̄)ᵀ, row-major [players × players]. */
  readonly gram: Float64Array;
  /** Σ w (z − z̄)(y − ȳ)ᵀ, row-major [players × outputs]. */
  readonly cross: Float64Array;
  /** Σ w (y − ȳ)² of each output. */
  readonly spread: Float64Array;
}

/**
 * @param masks row-major [count × players]
 * @param values row-major [count × outputs]
 * @param weights one a mask
 */
export function ridgeMoments(
  masks: Uint8Array,
  values: Float64Array,
  weights: Float64Array,
): RidgeMoments {
  const players = masks.length / weights.length;
  const outputs = values.length / weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  // Measured from the first row, so that the deviations of a constant output are exactly 0.
  const origin = values.subarray(0, outputs);
  const shifts = new Float64Array(outputs);
  values.forEach((value, index) => {
    const output = index % outputs;
    shifts[output]! += (weights[Math.floor(index / outputs)]! * (value - origin[output]!)) / total;
  });
  const valueMeans = shifts.map((shift, output) => origin[output]! + shift);
  const centred = values.map(
    (value, index) => value - origin[index % outputs]! - shifts[index % outputs]!,
  );
  const spread = new Float64Array(outputs);
  centred.forEach((value, index) => {
    spread[index % outputs]! += weights[Math.floor(index / outputs)]! * value * value;
  });
  const gram = binaryGram(masks, players, weights);
  const maskMeans = Float64Array.from(
    { length: players },
    (_, player) => gram[player * players + player]! / total,
  );
  for (let i = 0; i < players; i++) {
    for (let j = 0; j < players; j++) {
      gram[i * players + j]! -= total * (maskMeans[i]! * maskMeans[j]!);
    }
  }
  const cross = binaryCross(masks, players, weights, centred, outputs);
  return { players, outputs, maskMeans, valueMeans, gram, cross, spread };
}

/**
 * β = (Σ w (z − z̄)(z − z̄)ᵀ + ridge · I)⁻¹ Σ w (z − z̄)(y − ȳ), the intercept being free of the penalty.
 * @param selected the players that enter; the others have no row in the result
 * @param outputs the outputs wanted
 * @returns row-major [selected × wanted outputs]
 */
export function solveRidge(
  moments: RidgeMoments,
  ridge: number,
  selected: readonly number[],
  outputs: readonly number[],
): Float64Array {
  const { players, gram, cross } = moments;
  const size = selected.length;
  if (size === 0) return new Float64Array(0);
  const system = new Matrix(size, size);
  const right = new Matrix(size, outputs.length);
  selected.forEach((player, i) => {
    selected.forEach((other, j) => system.set(i, j, gram[player * players + other]!));
    system.set(i, i, system.get(i, i) + ridge);
    outputs.forEach((output, column) =>
      right.set(i, column, cross[player * moments.outputs + output]!),
    );
  });
  const factor = new CholeskyDecomposition(system);
  if (!factor.isPositiveDefinite()) {
    throw new RangeError(
      'LIME: the masks do not determine the coefficients; raise ridge above 0 or evaluations.',
    );
  }
  return Float64Array.from(factor.solve(right).to1DArray());
}

/**
 * Weighted share of the variance of one output that coefficients explain, R² = 1 − Σ w (y − ŷ)² /
 * Σ w (y − ȳ)²; 1 for a constant output, which any surrogate meets by its intercept.
 */
export function explainedShare(
  { players, outputs, gram, cross, spread }: RidgeMoments,
  coefficients: Float64Array,
  output: number,
): number {
  if (spread[output] === 0) return 1;
  let residual = spread[output]!;
  for (let i = 0; i < players; i++) {
    const coefficient = coefficients[i * outputs + output]!;
    if (coefficient === 0) continue;
    let fitted = 0;
    for (let j = 0; j < players; j++) {
      fitted += gram[i * players + j]! * coefficients[j * outputs + output]!;
    }
    residual += coefficient * (fitted - 2 * cross[i * outputs + output]!);
  }
  return 1 - Math.max(residual, 0) / spread[output]!;
}
