/**
 * Ranks from 1, smallest first; equal values share the mean of their ranks (Kendall & Gibbons 1990,
 * section 3.8).
 * @throws RangeError naming the value when one is NaN
 */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(values).sort();
  // NaN sorts last.
  if (Number.isNaN(sorted.at(-1))) {
    throw new RangeError(`value ${Array.from(values).findIndex(Number.isNaN)} is NaN`);
  }
  const rankOf = new Map<number, number>();
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    rankOf.set(sorted[start]!, (start + end + 1) / 2);
    start = end;
  }
  return Float64Array.from(values, (value) => rankOf.get(value)!);
}

/**
 * Ranks less their mean, exact in float64: the ranks of equal values are 0, and Pearson's correlation of
 * two such lists is Spearman's of their values.
 * @throws RangeError naming the value when one is NaN
 */
export function centredRanks(values: ArrayLike<number>): Float64Array {
  const mean = (values.length + 1) / 2;
  return averageRanks(values).map((rank) => rank - mean);
}
