import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import type { Generator } from '../../random/generator.ts';
import type { Game } from '../game.ts';
import { binaryCross, binaryGram } from '../games/binaryGram.ts';
import { drawShapCoalitions, type WeightedCoalitions } from './shapCoalitions.ts';

export interface ShapSamplingOptions {
  /** Coalitions evaluated beside the empty and the full one: shap's `nsamples`. */
  readonly evaluations: number;
}

/** Estimates of the Shapley values of a game, for every output. */
export interface ShapSampling {
  /** Row-major [players × outputs]; each output sums to full − base. */
  readonly values: Float64Array;
  /** Coalitions evaluated, the empty and the full one included. */
  readonly evaluations: number;
}

/**
 * Kernel SHAP as shap's KernelExplainer samples it, with all features kept (`l1_reg=False`) and the
 * identity link: the weighted regression of Lundberg & Lee 2017, theorem 2, on `drawShapCoalitions`, with
 * values that sum to full − base by constraint. For comparison with `explainByKernelShap`.
 * @throws RangeError when the game has fewer than two players, or the coalitions do not determine the
 *   values: give at least 2 · players evaluations
 */
export function explainByShapSampling(
  game: Game,
  { evaluations }: ShapSamplingOptions,
  generator: Generator,
): ShapSampling {
  const { players, outputs } = game;
  const drawn = drawShapCoalitions(players, evaluations, generator);
  const asked = new Uint8Array(2 * players + drawn.coalitions.length);
  asked.fill(1, players, 2 * players);
  asked.set(drawn.coalitions, 2 * players);
  const worth = game.values(asked);
  const gains = worth.map((value, index) => value - worth[index % outputs]!);
  return {
    values: fitValues(drawn, gains.subarray(2 * outputs), gains.subarray(outputs, 2 * outputs)),
    evaluations: worth.length / outputs,
  };
}

/**
 * Minimises Σ w (v(z) − v(0) − zᵀφ)² subject to 1ᵀφ = total, by φ = A⁻¹(b + λ1).
 * @param gains v(z) − v(0), row-major [coalitions × outputs]
 */
function fitValues(
  { coalitions, weights }: WeightedCoalitions,
  gains: Float64Array,
  totals: Float64Array,
): Float64Array {
  const outputs = totals.length;
  const players = coalitions.length / weights.length;
  const gram = Matrix.from1DArray(players, players, binaryGram(coalitions, players, weights));
  const cross = binaryCross(coalitions, players, weights, gains, outputs);
  const right = new Matrix(players, outputs + 1);
  for (let player = 0; player < players; player++) {
    for (let output = 0; output < outputs; output++) {
      right.set(player, output, cross[player * outputs + output]!);
    }
    right.set(player, outputs, 1);
  }
  const factor = new CholeskyDecomposition(gram);
  if (!factor.isPositiveDefinite()) {
    throw new RangeError(
      `shap's sampling: ${weights.length} coalitions do not determine the values of ${players} players; give at least ${2 * players} evaluations.`,
    );
  }
  const solved = factor.solve(right);
  const sumOf = (column: number) => solved.getColumn(column).reduce((sum, value) => sum + value, 0);
  const values = new Float64Array(players * outputs);
  for (let output = 0; output < outputs; output++) {
    const multiplier = (totals[output]! - sumOf(output)) / sumOf(outputs);
    for (let player = 0; player < players; player++) {
      values[player * outputs + output] =
        solved.get(player, output) + multiplier * solved.get(player, outputs);
    }
  }
  return values;
}
