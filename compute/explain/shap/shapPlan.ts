import { binomial } from './binomial.ts';

/** Which coalitions shap's KernelExplainer enumerates, and with what weight. */
export interface ShapPlan {
  /** Coalitions evaluated: the budget, at most 2^players − 2. */
  readonly samples: number;
  /** Sizes s = 1 … enumeratedSizes, with their complements, are enumerated in full. */
  readonly enumeratedSizes: number;
  /** Coalitions of the enumerated sizes. */
  readonly fixed: number;
  /** Coalitions left to random draws. */
  readonly random: number;
  /** Weight that the random draws share; all weights sum to 1. */
  readonly weightLeft: number;
  /** Weight of each size s = 1 … ⌈(players − 1)/2⌉ together with its complements, summing to 1. */
  readonly sizeWeights: readonly number[];
  /** Weight of one coalition of each enumerated size. */
  readonly fixedWeights: readonly number[];
}

/** Up to so many players shap caps the budget at the number of coalitions. */
const CAPPED_PLAYERS = 30;

/**
 * The sampling plan of shap's KernelExplainer (Lundberg & Lee 2017, theorem 2, and shap 0.52):
 * sizes from the outside in are enumerated as long as the share of the budget that their kernel
 * weight earns covers them. `explainByKernelShap` samples by leverage instead; the plan is for
 * comparison with shap and for the replication of studies that used it.
 * @param players at least 2
 * @param budget coalitions to evaluate beside the empty and the full one
 */
export function shapPlan(players: number, budget: number): ShapPlan {
  if (!Number.isInteger(players) || players < 2) {
    throw new RangeError(`shapPlan: players is ${players}; give a whole number of at least 2.`);
  }
  const samples = players <= CAPPED_PLAYERS ? Math.min(budget, 2 ** players - 2) : budget;
  const sizes = Math.ceil((players - 1) / 2);
  const pairedSizes = Math.floor((players - 1) / 2);
  const unscaled = Array.from({ length: sizes }, (_, index) => {
    const size = index + 1;
    return ((size <= pairedSizes ? 2 : 1) * (players - 1)) / (size * (players - size));
  });
  const total = unscaled.reduce((sum, weight) => sum + weight, 0);
  const sizeWeights = unscaled.map((weight) => weight / total);
  const fixedWeights: number[] = [];
  let left = samples;
  let weightLeft = 1;
  for (const [index, weight] of sizeWeights.entries()) {
    const coalitions = binomial(players, index + 1) * (index < pairedSizes ? 2 : 1);
    if ((left * weight) / weightLeft / coalitions < 1 - 1e-8) break;
    left -= coalitions;
    weightLeft -= weight;
    fixedWeights.push(weight / coalitions);
  }
  return {
    samples,
    enumeratedSizes: fixedWeights.length,
    fixed: samples - left,
    random: left,
    weightLeft: fixedWeights.length === sizes ? 0 : weightLeft,
    sizeWeights,
    fixedWeights,
  };
}
