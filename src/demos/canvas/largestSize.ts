/** The largest absolute value in any of some maps; 0 where all are 0. */
export function largestSize(...maps: readonly Float32Array[]): number {
  let most = 0;
  for (const map of maps) for (const value of map) most = Math.max(most, Math.abs(value));
  return most;
}
