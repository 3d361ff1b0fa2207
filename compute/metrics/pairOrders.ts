/** How two lists of numbers order the pairs of their items. */
export interface PairOrders {
  /** Pairs of items: n (n − 1) / 2. */
  readonly pairs: number;
  /** Ordered alike by both, none of them tied. */
  readonly concordant: number;
  /** Ordered oppositely. */
  readonly discordant: number;
  /** Equal in the first list, whatever in the second. */
  readonly tiedFirst: number;
  /** Equal in the second list, whatever in the first. */
  readonly tiedSecond: number;
  /** Equal in both. */
  readonly tiedBoth: number;
}

/**
 * Counts pairs by sorting, in n log n steps (Knight 1966).
 * @throws RangeError when the lists differ in length, hold fewer than two values, or a NaN
 */
export function pairOrders(first: ArrayLike<number>, second: ArrayLike<number>): PairOrders {
  const count = first.length;
  if (count !== second.length || count < 2) {
    throw new RangeError(`cannot pair ${count} values with ${second.length}`);
  }
  for (let item = 0; item < count; item++) {
    if (Number.isNaN(first[item]) || Number.isNaN(second[item])) {
      throw new RangeError(`value ${item} is NaN`);
    }
  }
  const order = Array.from({ length: count }, (_, item) => item).sort(
    (one, other) => first[one]! - first[other]! || second[one]! - second[other]!,
  );
  const byFirst = (one: number, other: number) => first[one] === first[other];
  const bySecond = (one: number, other: number) => second[one] === second[other];
  const tiedFirst = tiedPairs(order, byFirst);
  const tiedBoth = tiedPairs(order, (one, other) => byFirst(one, other) && bySecond(one, other));
  // Sorted by the first list, a pair that the second one turns round is an inversion.
  const arranged = Float64Array.from(order, (item) => second[item]!);
  const discordant = sortedInversions(arranged, new Float64Array(count));
  const tiedSecond = tiedPairs(
    order.sort((one, other) => second[one]! - second[other]!),
    bySecond,
  );
  const pairs = (count * (count - 1)) / 2;
  const concordant = pairs - tiedFirst - tiedSecond + tiedBoth - discordant;
  return { pairs, concordant, discordant, tiedFirst, tiedSecond, tiedBoth };
}

/** Pairs inside runs of equal items. */
function tiedPairs(
  order: readonly number[],
  equal: (one: number, other: number) => boolean,
): number {
  let pairs = 0;
  let run = 0;
  for (let place = 1; place < order.length; place++) {
    run = equal(order[place - 1]!, order[place]!) ? run + 1 : 0;
    pairs += run;
  }
  return pairs;
}

/** Sorts by merging and counts the pairs that stood the wrong way round. */
function sortedInversions(values: Float64Array, spare: Float64Array): number {
  const count = values.length;
  if (count < 2) return 0;
  const middle = count >> 1;
  let inversions =
    sortedInversions(values.subarray(0, middle), spare) +
    sortedInversions(values.subarray(middle), spare);
  let [left, right] = [0, middle];
  for (let place = 0; place < count; place++) {
    if (right >= count || (left < middle && values[left]! <= values[right]!)) {
      spare[place] = values[left++]!;
    } else {
      inversions += middle - left;
      spare[place] = values[right++]!;
    }
  }
  values.set(spare.subarray(0, count));
  return inversions;
}
