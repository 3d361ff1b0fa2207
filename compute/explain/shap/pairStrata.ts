import type { Generator } from '../../random/generator.ts';
import { binomial } from './binomial.ts';

/** Coalitions of one size together with their complements: one stratum of the sample. */
export interface PairStratum {
  /** Members of the smaller coalition of each pair. */
  readonly size: number;
  /** Pairs that exist; Infinity where a float cannot hold them. */
  readonly pairs: number;
  /** Pairs to draw, without replacement. */
  readonly draws: number;
  /**
   * Regression weight of each drawn pair: the Shapley kernel 1 / (C(M,s) s (M−s)) over the chance of
   * a pair to be drawn.
   */
  readonly weight: number;
}

/**
 * Spreads a budget of pairs over the sizes s = 1 … ⌊players/2⌋ by leverage. Every coalition of size
 * s has the leverage score 1 / C(M, s) in the Shapley regression (Musco & Witter 2024, "Provably
 * accurate Shapley value estimation via leverage score sampling", lemma 3.2), so every size gets the
 * same share, and the size that is its own complement half a share. Sizes with no more pairs than
 * their share are enumerated and the rest goes to the others. Deviating from the paper's independent
 * coins, the number of draws of a size is fixed (up to rounding), which lowers the variance.
 * @param budget pairs in all
 */
export function pairStrata(players: number, budget: number, generator: Generator): PairStratum[] {
  const sizes = Array.from({ length: Math.floor(players / 2) }, (_, index) => index + 1);
  const share = (size: number) => (2 * size === players ? 0.5 : 1);
  const strata: PairStratum[] = [];
  let left = budget;
  let sharesLeft = sizes.reduce((sum, size) => sum + share(size), 0);
  let enumerating = true;
  let reached = generator.uniform();
  for (const size of sizes) {
    const pairs = binomial(players, size) * share(size);
    const kernel = share(size) / (size * (players - size));
    const expected = (left / sharesLeft) * share(size);
    // The ratio of pairs to share grows with the size: past the first that does not fit, none does.
    enumerating &&= pairs <= expected + ROUNDING;
    if (enumerating) {
      strata.push({ size, pairs, draws: pairs, weight: kernel / pairs });
      left -= pairs;
      sharesLeft -= share(size);
      continue;
    }
    // Systematic rounding: floor or ceiling of the expected number, and the budget in all.
    const before = Math.floor(reached + ROUNDING);
    reached += expected;
    const draws = Math.floor(reached + ROUNDING) - before;
    // A size that may go without draws is weighted by its chance, the others by what they got.
    if (draws > 0) {
      strata.push({ size, pairs, draws, weight: kernel / (expected >= 1 ? draws : expected) });
    }
  }
  return strata;
}

/** Slack for sums of shares that are whole numbers but for floating-point rounding. */
const ROUNDING = 1e-9;
