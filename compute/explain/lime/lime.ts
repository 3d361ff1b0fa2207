import type { Generator } from '../../random/generator.ts';
import type { Game } from '../game.ts';
import { cosineKernel } from './cosineKernel.ts';
import { drawMasks } from './masks.ts';
import { fitSurrogate, type Surrogate } from './surrogate.ts';

export interface LimeOptions {
  /** Masks drawn; duplicates are drawn but evaluated once. At least 1. */
  readonly evaluations: number;
  /** Width of the exponential kernel over cosine distance. Default 0.25. */
  readonly kernelWidth?: number;
  /** Strength of the ridge penalty. Default 1. */
  readonly ridge?: number;
  /** Draw masks in pairs with their complement, which steadies the result. Default false, as lime. */
  readonly antithetic?: boolean;
  /** Keep the players of largest |coefficient| only, so many an output. Default all. */
  readonly features?: number;
}

/** Linear surrogates, one an output, around the full coalition of a game. */
export interface LimeExplanation extends Surrogate {
  /** What the surrogate says of the full coalition: intercept + Σ coefficients, one an output. */
  readonly localPredictions: Float64Array;
  /** Masks drawn, duplicates included; 2^players when enumerated. */
  readonly samples: number;
  /** Coalitions evaluated. */
  readonly evaluations: number;
  /** Whether every mask was taken once; the explanation then does not depend on the generator. */
  readonly enumerated: boolean;
  /** (Σw)² / Σw² over the masks drawn (Kish 1965): how many equally weighted ones they are worth. */
  readonly effectiveSampleSize: number;
}

/**
 * LIME (Ribeiro, Singh & Guestrin 2016, "Why should I trust you?", algorithm 1) for every output of
 * a game at once: a ridge regression of the values of random coalitions on their masks, weighted by
 * nearness to the full one.
 *
 * Where 2^players ≤ evaluations, every mask enters exactly once with its kernel weight. That is the
 * regression which the drawn masks estimate: each mask has the chance 2^−players, so the sums over
 * n draws have n / 2^players times the enumerated ones as expectation. The penalty is not rescaled:
 * the enumerated fit is the limit of plain LIME for n → ∞ at a ridge of n / 2^players times the given.
 */
export function explainByLime(
  game: Game,
  options: LimeOptions,
  generator: Generator,
): LimeExplanation {
  const { players, outputs } = game;
  const { evaluations, kernelWidth = 0.25, ridge = 1, antithetic = false } = options;
  const { features = players } = options;
  requireAtLeast('evaluations', evaluations, 1);
  requireAtLeast('ridge', ridge, 0);
  requireAtLeast('features', features, Math.min(1, players));
  if (!(kernelWidth > 0)) {
    throw new RangeError(`LIME: kernelWidth is ${kernelWidth}; give a number above 0.`);
  }
  const { masks, counts, enumerated } = drawMasks(players, evaluations, antithetic, generator);
  const kernel = counts.map((_, index) =>
    cosineKernel(onesIn(masks, index * players, players), players, kernelWidth),
  );
  const weights = kernel.map((weight, index) => weight * counts[index]!);
  const surrogate = fitSurrogate(masks, game.values(masks), weights, { ridge, features });
  const localPredictions = surrogate.intercepts.slice();
  surrogate.coefficients.forEach((coefficient, index) => {
    localPredictions[index % outputs]! += coefficient;
  });
  return {
    ...surrogate,
    localPredictions,
    samples: counts.reduce((sum, count) => sum + count, 0),
    evaluations: counts.length,
    enumerated,
    effectiveSampleSize: effectiveSampleSize(kernel, counts),
  };
}

function requireAtLeast(field: string, value: number, least: number): void {
  if (!(value >= least)) {
    throw new RangeError(`LIME: ${field} is ${value}; give at least ${least}.`);
  }
}

function onesIn(masks: Uint8Array, start: number, length: number): number {
  let ones = 0;
  for (let index = start; index < start + length; index++) ones += masks[index]!;
  return ones;
}

function effectiveSampleSize(kernel: Float64Array, counts: Float64Array): number {
  let [sum, squares] = [0, 0];
  kernel.forEach((weight, index) => {
    sum += counts[index]! * weight;
    squares += counts[index]! * weight * weight;
  });
  return (sum * sum) / squares;
}
