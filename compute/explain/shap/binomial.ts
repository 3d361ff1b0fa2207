/** Number of ways to choose `size` of `players`, as a float: exact up to 2⁵³, Infinity past 1.8e308. */
export function binomial(players: number, size: number): number {
  let ways = 1;
  for (let step = 1; step <= Math.min(size, players - size); step++) {
    ways = (ways * (players - step + 1)) / step;
  }
  return ways;
}
