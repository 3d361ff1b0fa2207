/**
 * The positions of the `count` largest values, as the function `argpartition` of the Python package
 * bottleneck finds them: by quickselect (Hoare 1961) with the median of first, wanted and last value
 * as pivot. Which of several equal values are among the largest depends on where they lie in the
 * array: the result is deterministic, and for maps with ties arbitrary. For the replication of studies
 * that ranked so; `orderByRelevance` shuffles ties.
 * @param values without NaN
 * @returns `count` positions, in no order that means anything
 */
export function largestByPartition(values: ArrayLike<number>, count: number): Int32Array {
  const { length } = values;
  if (!Number.isInteger(count) || count < 0 || count > length) {
    throw new RangeError(`${count} largest of ${length} values`);
  }
  const sorted = Float64Array.from(values);
  const nan = sorted.findIndex(Number.isNaN);
  if (nan >= 0) throw new RangeError(`value ${nan} is NaN`);
  const positions = Int32Array.from({ length }, (_, position) => position);
  if (count > 0) selectFrom(sorted, positions, length - count);
  return positions.slice(length - count);
}

/** Moves the values so that none before `wanted` is larger and none after it smaller. */
function selectFrom(sorted: Float64Array, positions: Int32Array, wanted: number): void {
  const swap = (one: number, other: number) => {
    [sorted[one], sorted[other]] = [sorted[other]!, sorted[one]!];
    [positions[one], positions[other]] = [positions[other]!, positions[one]!];
  };
  let [first, last] = [0, sorted.length - 1];
  while (first < last) {
    const median = placeOfMedian(sorted, first, wanted, last);
    if (median !== wanted) swap(median, wanted);
    const pivot = sorted[wanted]!;
    let [up, down] = [first, last];
    do {
      while (sorted[up]! < pivot) up++;
      while (pivot < sorted[down]!) down--;
      if (up <= down) swap(up++, down--);
    } while (up <= down);
    if (down < wanted) first = up;
    if (wanted < up) last = down;
  }
}

/** Of three places the one that holds the median value; the middle one where it is no extreme. */
function placeOfMedian(sorted: Float64Array, first: number, middle: number, last: number): number {
  const [low, own, high] = [sorted[first]!, sorted[middle]!, sorted[last]!];
  if (low > own && own < high) return low < high ? first : last;
  if (low <= own && own > high) return low > high ? first : last;
  return middle;
}
