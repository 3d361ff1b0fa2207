/**
 * Spearman's rank correlation, ties by average ranks (Spearman 1904; Kendall & Gibbons 1990, section
 * 3.8). A list whose values are all equal orders nothing: the correlation with it is 0.
 * @returns −1 … 1
 * @throws RangeError when the lists differ in length, hold fewer than two values, or a NaN
 */
export function rankCorrelation(first: ArrayLike<number>, second: ArrayLike<number>): number {
  if (first.length !== second.length || first.length < 2) {
    throw new RangeError(`cannot correlate ${first.length} values with ${second.length}`);
  }
  return correlation(averageRanks(first), averageRanks(second));
}

/**
 * Pearson's correlation; 0 where one of the lists does not vary.
 * @returns −1 … 1
 */
export function correlation(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const count = first.length;
  let [meanFirst, meanSecond] = [0, 0];
  for (let index = 0; index < count; index++) {
    meanFirst += first[index]! / count;
    meanSecond += second[index]! / count;
  }
  let [product, squaresFirst, squaresSecond] = [0, 0, 0];
  for (let index = 0; index < count; index++) {
    const [one, other] = [first[index]! - meanFirst, second[index]! - meanSecond];
    product += one * other;
    squaresFirst += one * one;
    squaresSecond += other * other;
  }
  if (squaresFirst === 0 || squaresSecond === 0) return 0;
  return Math.max(-1, Math.min(1, product / Math.sqrt(squaresFirst * squaresSecond)));
}

/** Ranks from 1, smallest first; equal values share the mean of their ranks. */
function averageRanks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, index) => index);
  order.sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    const value = values[order[start]!]!;
    if (Number.isNaN(value)) throw new RangeError(`value ${order[start]!} is NaN`);
    let end = start;
    while (end < order.length && values[order[end]!] === value) end++;
    for (let rank = start; rank < end; rank++) ranks[order[rank]!] = (start + end + 1) / 2;
    start = end;
  }
  return ranks;
}
