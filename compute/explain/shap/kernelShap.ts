import type { Generator } from '../../random/generator.ts';
import type { Game } from '../game.ts';
import { writeComplement } from '../games/coalitions.ts';
import { drawPairs } from './drawPairs.ts';
import { pairedErrors } from './pairedErrors.ts';
import { fitPairs } from './pairedRegression.ts';
import { pairStrata, type PairStratum } from './pairStrata.ts';

export interface KernelShapOptions {
  /**
   * Coalitions evaluated beside the empty and the full one (shap's `nsamples`), used in pairs: at
   * least 2 for two players or more. 2^players − 2 and more enumerate.
   */
  readonly evaluations: number;
}

/** Estimates of the Shapley values of a game, for every output. */
export interface KernelShapExplanation {
  /** Row-major [players × outputs]; each output sums to full − base. */
  readonly values: Float64Array;
  /**
   * Standard error that sampling leaves in each value, row-major [players × outputs]: 0 when
   * enumerated, NaN where there are too few pairs to tell.
   */
  readonly standardErrors: Float64Array;
  /** Value of the empty coalition, one an output; empty for a game without players. */
  readonly base: Float64Array;
  /** Value of the full coalition, one an output; empty for a game without players. */
  readonly full: Float64Array;
  /** Coalitions evaluated, the empty and the full one included. */
  readonly evaluations: number;
  /** Whether every coalition entered: the values are then exact. */
  readonly enumerated: boolean;
}

/**
 * Kernel SHAP (Lundberg & Lee 2017, "A unified approach to interpreting model predictions", theorem
 * 2) for every output of a game at once: the regression whose solution over all coalitions is the
 * Shapley values, here over pairs of a coalition and its complement, drawn without replacement by
 * leverage score (Musco & Witter 2024). The values sum to full − base by constraint.
 */
export function explainByKernelShap(
  game: Game,
  { evaluations }: KernelShapOptions,
  generator: Generator,
): KernelShapExplanation {
  const { players, outputs } = game;
  if (players === 0) return withoutPlayers();
  const existing = 2 ** (players - 1) - 1;
  const budget = Math.min(Math.floor(evaluations / 2), existing);
  if (players > 1 && !(budget >= 1)) {
    throw new RangeError(`Kernel SHAP: evaluations is ${evaluations}; give at least 2.`);
  }
  const strata = players > 1 ? pairStrata(players, budget, generator) : [];
  const halves = joinRows(strata.map((stratum) => drawPairs(players, stratum, generator)));
  const worth = game.values(withEndsAndComplements(halves, players));
  const base = worth.slice(0, outputs);
  const full = worth.slice(outputs, 2 * outputs);
  const totals = full.map((value, output) => value - base[output]!);
  const enumerated = players === 1 || budget === existing;
  const common = { base, full, evaluations: worth.length / outputs, enumerated };
  if (players === 1)
    return { ...common, values: totals, standardErrors: new Float64Array(outputs) };

  const differences = pairDifferences(worth.subarray(2 * outputs), outputs);
  const { values, sensitivity } = fitPairs(halves, differences, pairWeights(strata), totals);
  if (enumerated) return { ...common, values, standardErrors: new Float64Array(values.length) };
  const standardErrors = sensitivity
    ? pairedErrors(halves, residualsOf(halves, differences, values, players), strata, sensitivity)
    : new Float64Array(values.length).fill(NaN);
  return { ...common, values, standardErrors };
}

function withoutPlayers(): KernelShapExplanation {
  const none = new Float64Array(0);
  const [values, standardErrors, base, full] = [none, none, none, none];
  return { values, standardErrors, base, full, evaluations: 0, enumerated: true };
}

function joinRows(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** The empty and the full coalition, then each half followed by its complement. */
function withEndsAndComplements(halves: Uint8Array, players: number): Uint8Array {
  const coalitions = new Uint8Array(2 * (players + halves.length));
  coalitions.fill(1, players, 2 * players);
  for (let start = 0; start < halves.length; start += players) {
    const half = halves.subarray(start, start + players);
    const target = 2 * (players + start);
    coalitions.set(half, target);
    writeComplement(half, coalitions.subarray(target + players, target + 2 * players));
  }
  return coalitions;
}

function pairWeights(strata: readonly PairStratum[]): Float64Array {
  return Float64Array.from(
    strata.flatMap(({ draws, weight }) => Array<number>(draws).fill(weight)),
  );
}

/** v(z) − v(1 − z) of each pair, row-major [pairs × outputs]. */
function pairDifferences(worth: Float64Array, outputs: number): Float64Array {
  const differences = new Float64Array(worth.length / 2);
  for (let index = 0; index < differences.length; index++) {
    const own = index + Math.floor(index / outputs) * outputs;
    differences[index] = worth[own]! - worth[own + outputs]!;
  }
  return differences;
}

/** What the values leave unexplained of each difference, d − (2z − 1)ᵀφ. */
function residualsOf(
  halves: Uint8Array,
  differences: Float64Array,
  values: Float64Array,
  players: number,
): Float64Array {
  const outputs = values.length / players;
  const residuals = differences.slice();
  for (let index = 0; index < halves.length; index++) {
    const sign = halves[index] ? 1 : -1;
    const pair = Math.floor(index / players) * outputs;
    const player = (index % players) * outputs;
    for (let output = 0; output < outputs; output++) {
      residuals[pair + output]! -= sign * values[player + output]!;
    }
  }
  return residuals;
}
