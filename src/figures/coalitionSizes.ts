/**
 * How often methods look at coalitions of each size, by formula. `logBinomial` keeps sizes far from
 * the middle exact where the binomial coefficient itself overflows.
 */

/** ln of the number of coalitions of `size` among `players`. */
export function logBinomial(players: number, size: number): number {
  let sum = 0;
  for (let factor = 1; factor <= size; factor++) {
    sum += Math.log((players - size + factor) / factor);
  }
  return sum;
}

/** Share of coalitions with `size` players when each takes part by the toss of a coin (LIME). */
export function coinShare(players: number, size: number): number {
  return Math.exp(logBinomial(players, size) - players * Math.LN2);
}

/**
 * Weight of a coalition in LIME's fit: exp(−d² / 2·0.25²) with the cosine distance
 * d = 1 − √(size / players) to the whole image (Ribeiro et al. 2016, as in the software lime 0.2).
 */
export function limeWeight(players: number, size: number, kernelWidth = 0.25): number {
  const distance = 1 - Math.sqrt(size / players);
  return Math.exp(-(distance ** 2) / (2 * kernelWidth ** 2));
}

/**
 * Share of the whole Shapley kernel that lies on coalitions of `size`, 1 … players − 1: the kernel of
 * one coalition (Lundberg & Lee 2017, theorem 2) times their number, (players − 1) / (size · (players − size)),
 * normalised.
 */
export function shapleyKernelShare(players: number, size: number): number {
  const weight = (count: number) => 1 / (count * (players - count));
  let total = 0;
  for (let count = 1; count < players; count++) total += weight(count);
  return weight(size) / total;
}

/** Share of sampled coalitions with `size` players under leverage scores: the same for all sizes. */
export function leverageShare(players: number): number {
  return 1 / (players - 1);
}

/**
 * Effective sample size of LIME's weighted fit as a share of the sample (Kish 1965):
 * (Σ p w)² / Σ p w², p the share of each size among the coalitions drawn.
 */
export function limeEffectiveShare(players: number): number {
  let first = 0;
  let second = 0;
  for (let size = 0; size <= players; size++) {
    const share = coinShare(players, size);
    const weight = limeWeight(players, size);
    first += share * weight;
    second += share * weight ** 2;
  }
  return first ** 2 / second;
}
