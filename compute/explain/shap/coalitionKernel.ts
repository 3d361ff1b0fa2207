/**
 * Covariance of games at coalitions that are alike, ρ^d with d the number of players in which two
 * coalitions differ: the diffusion kernel of the hypercube (Kondor & Lafferty 2002, "Diffusion kernels
 * on graphs and other discrete input spaces", section 4.2). Shapley values ask only for the odd part of
 * a game, (v(z) − v(1 − z)) / 2, and so all is given for odd parts.
 */
export interface CoalitionKernel {
  /** Covariance of the odd parts at two coalitions that differ in d players; index d = 0 … players. */
  readonly covariance: Float64Array;
  /**
   * Covariance of the odd part at a coalition T and the Shapley value of a player in T, by the number
   * of other players in T, 0 … players − 1; of a player not in T it is the negative.
   */
  readonly withValue: Float64Array;
  /** Variance of a Shapley value. */
  readonly valueVariance: number;
}

/**
 * @param players at least 1
 * @param oppositeCorrelation ρ^players, the correlation of a coalition and its complement, 0 … 1
 *   exclusive: the larger, the smoother the games
 */
export function coalitionKernel(players: number, oppositeCorrelation: number): CoalitionKernel {
  const correlation = oppositeCorrelation ** (1 / players);
  const powers = Float64Array.from({ length: players + 1 }, (_, power) => correlation ** power);
  const withValue = boundaryIntegrals(players, powers);
  return {
    covariance: powers.map((power, distance) => (power - powers[players - distance]!) / 2),
    withValue,
    valueVariance: (2 / players) * withValue.reduce((sum, value) => sum + value, 0),
  };
}

/**
 * I(t) = ∫ u^t (1 + ρ − u)^(players − 1 − t) du from ρ to 1, for t = 0 … players − 1.
 *
 * The Shapley value weighs the coalition S of s others by ∫ p^s (1 − p)^(players − 1 − s) dp from 0 to 1
 * (Owen 1972), under which every other player takes part with chance p on his own. The kernel is a
 * product over players, so its mean is one too, and u = ρ + (1 − ρ) p leaves the integral above.
 * Integration by parts gives I(t) from I(t + 1), and u ↦ 1 + ρ − u shows I(t) = I(players − 1 − t); for
 * the upper half of t no term of the recursion is negative.
 */
function boundaryIntegrals(players: number, powers: Float64Array): Float64Array {
  const integrals = new Float64Array(players);
  const last = players - 1;
  integrals[last] = (1 - powers[players]!) / players;
  for (let t = last - 1; 2 * t >= last; t--) {
    const rest = last - t;
    const atBounds = powers[rest]! - powers[t + 1]!;
    integrals[t] = (atBounds + rest * integrals[t + 1]!) / (t + 1);
  }
  for (let t = 0; 2 * t < last; t++) integrals[t] = integrals[last - t]!;
  return integrals;
}
