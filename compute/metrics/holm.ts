/**
 * P-values corrected for the number of comparisons by Holm's step-down method (Holm 1979): rejecting
 * where the corrected value is at most α keeps the chance of any false rejection below α, however the
 * comparisons depend on each other.
 * @param pValues in any order, 0 … 1
 * @returns in the same order, 0 … 1
 * @throws RangeError naming the value that is no probability
 */
export function holmCorrected(pValues: readonly number[]): number[] {
  pValues.forEach((value, index) => {
    if (!(value >= 0 && value <= 1)) throw new RangeError(`p-value ${index} is ${value}`);
  });
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[a]! - pValues[b]!);
  const corrected = Array<number>(pValues.length);
  let largest = 0;
  order.forEach((index, step) => {
    largest = Math.max(largest, (pValues.length - step) * pValues[index]!);
    corrected[index] = Math.min(1, largest);
  });
  return corrected;
}
