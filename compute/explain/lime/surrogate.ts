import { explainedShare, ridgeMoments, solveRidge, type RidgeMoments } from './ridge.ts';

/** Ridge that ranks the players before selection; lime's `highest_weights`. */
const SELECTION_RIDGE = 0.01;

/** Linear models of the outputs of a game, in the masks. */
export interface Surrogate {
  /** Row-major [players × outputs]; 0 for players that were not selected. */
  readonly coefficients: Float64Array;
  /** One an output. */
  readonly intercepts: Float64Array;
  /** Weighted share of the variance explained, one an output. */
  readonly r2: Float64Array;
}

export interface SurrogateOptions {
  readonly ridge: number;
  /** Players kept for each output: those of largest |coefficient| at a ridge of 0.01. */
  readonly features: number;
}

/**
 * The weighted ridge regression of LIME, for all outputs by one factorisation; with a selection of
 * features one more for each output, since each keeps its own.
 * @param masks row-major [count × players]
 * @param values row-major [count × outputs]
 * @param weights one a mask
 */
export function fitSurrogate(
  masks: Uint8Array,
  values: Float64Array,
  weights: Float64Array,
  { ridge, features }: SurrogateOptions,
): Surrogate {
  const moments = ridgeMoments(masks, values, weights);
  const { players, outputs, maskMeans, valueMeans } = moments;
  const coefficients =
    features >= players
      ? solveRidge(moments, ridge, range(players), range(outputs))
      : selectedCoefficients(moments, ridge, features);
  const intercepts = valueMeans.slice();
  coefficients.forEach((coefficient, index) => {
    intercepts[index % outputs]! -= maskMeans[Math.floor(index / outputs)]! * coefficient;
  });
  const r2 = Float64Array.from(range(outputs), (output) =>
    explainedShare(moments, coefficients, output),
  );
  return { coefficients, intercepts, r2 };
}

function selectedCoefficients(
  moments: RidgeMoments,
  ridge: number,
  features: number,
): Float64Array {
  const { players, outputs } = moments;
  const all = solveRidge(moments, SELECTION_RIDGE, range(players), range(outputs));
  const coefficients = new Float64Array(players * outputs);
  for (let output = 0; output < outputs; output++) {
    const size = (player: number) => Math.abs(all[player * outputs + output]!);
    const kept = range(players)
      .sort((a, b) => size(b) - size(a) || a - b)
      .slice(0, features);
    solveRidge(moments, ridge, kept, [output]).forEach((coefficient, index) => {
      coefficients[kept[index]! * outputs + output] = coefficient;
    });
  }
  return coefficients;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
