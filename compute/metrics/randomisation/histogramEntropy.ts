/** Bins of equal width from the least to the largest value. */
const BINS = 100;

/** Entropy, in nats, of the histogram of a map's values: 0 … ln 100, 0 for a map of one value. */
export function histogramEntropy(map: Float32Array): number {
  let [least, most] = [Infinity, -Infinity];
  for (const relevance of map) {
    least = Math.min(least, relevance);
    most = Math.max(most, relevance);
  }
  if (!(most > least)) return 0;
  const counts = new Uint32Array(BINS);
  for (const relevance of map) {
    const bin = Math.floor(((relevance - least) / (most - least)) * BINS);
    counts[Math.min(bin, BINS - 1)]! += 1;
  }
  return counts.reduce((entropy, count) => {
    const share = count / map.length;
    return count === 0 ? entropy : entropy - share * Math.log(share);
  }, 0);
}
