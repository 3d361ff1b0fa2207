import type { PairStratum } from './pairStrata.ts';

/** A pair whose leverage is this close to 1 fixes a value alone: its residual tells nothing. */
const SATURATED = 1e-6;

/**
 * Standard errors of the values that a stratified sample of pairs determines, by Taylor
 * linearisation (Binder 1983; Särndal, Swensson & Wretman 1992, section 5.10): pair i moves the
 * values by u_i = w_i B x_i e_i, where B is the sensitivity, x = 2z − 1 and e the residual, so
 * Var = Σ_strata (1 − n/N) n/(n−1) Σ_i (u_i − ū)². Fitting shrinks residuals, hence e_i / (1 − h_i)
 * with the leverage h_i = w_i x_iᵀ B x_i (HC3, the jackknife of MacKinnon & White 1985, section 2).
 * A stratum of one draw is not centred. Enumerated strata contribute nothing. Value ± 1.96 standard
 * errors is a 95 % interval from about four pairs a player on.
 * @param halves the smaller coalition of each pair, stratum by stratum, row-major [pairs × players]
 * @param residuals row-major [pairs × outputs]
 * @returns row-major [players × outputs]; NaN where the pairs are too few to tell
 */
export function pairedErrors(
  halves: Uint8Array,
  residuals: Float64Array,
  strata: readonly PairStratum[],
  sensitivity: Float64Array,
): Float64Array {
  const pairs = strata.reduce((sum, { draws }) => sum + draws, 0);
  const players = halves.length / pairs;
  const outputs = residuals.length / pairs;
  const variances = new Float64Array(players * outputs);
  let first = 0;
  for (const { pairs: population, draws, weight } of strata) {
    const last = first + draws;
    const finite = 1 - draws / population;
    if (finite > 0) {
      const sums = new Float64Array(players * outputs);
      const squares = new Float64Array(players * outputs);
      for (let pair = first; pair < last; pair++) {
        const half = halves.subarray(pair * players, (pair + 1) * players);
        const influence = influenceOf(half, sensitivity);
        const slack = 1 - weight * leverage(half, influence);
        const scale = slack > SATURATED ? weight / slack : NaN;
        for (let player = 0; player < players; player++) {
          for (let output = 0; output < outputs; output++) {
            const moved = influence[player]! * scale * residuals[pair * outputs + output]!;
            sums[player * outputs + output]! += moved;
            squares[player * outputs + output]! += moved * moved;
          }
        }
      }
      const spread = draws > 1 ? draws / (draws - 1) : 1;
      const centring = draws > 1 ? 1 / draws : 0;
      for (let index = 0; index < variances.length; index++) {
        const deviation = Math.max(squares[index]! - centring * sums[index]! ** 2, 0);
        variances[index]! += finite * spread * deviation;
      }
    }
    first = last;
  }
  return variances.map(Math.sqrt);
}

/** B x with x = 2z − 1; B 1 = 0, so twice the columns of the members. */
function influenceOf(half: Uint8Array, sensitivity: Float64Array): Float64Array {
  const players = half.length;
  const influence = new Float64Array(players);
  for (let member = 0; member < players; member++) {
    if (!half[member]) continue;
    const row = member * players;
    for (let player = 0; player < players; player++) {
      influence[player]! += 2 * sensitivity[row + player]!;
    }
  }
  return influence;
}

/** xᵀ B x. */
function leverage(half: Uint8Array, influence: Float64Array): number {
  let sum = 0;
  for (let player = 0; player < half.length; player++) {
    sum += half[player] ? influence[player]! : -influence[player]!;
  }
  return sum;
}
