import { pairOrders } from './pairOrders.ts';
import { averageRanks } from './ranks.ts';

/**
 * Kendall's τ-b, corrected for ties (Kendall 1945): how alike two lists order their items. With a
 * list whose values are all equal it is 0.
 * @returns −1 … 1
 * @throws RangeError when the lists differ in length, hold fewer than two values, or a NaN
 */
export function kendallTau(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const { pairs, concordant, discordant, tiedFirst, tiedSecond } = pairOrders(first, second);
  const untied = (pairs - tiedFirst) * (pairs - tiedSecond);
  return untied === 0 ? 0 : (concordant - discordant) / Math.sqrt(untied);
}

/**
 * Kendall's coefficient of concordance W, corrected for ties (Kendall & Gibbons 1990, chapter 6): how
 * far several judges (fills, data sets, networks) put the same items (methods) in the same order. 1
 * when all agree, 0 when the sums of ranks are equal; the mean Spearman correlation of two judges is
 * (m W − 1) / (m − 1) of m judges without ties. 0 where no judge tells the items apart.
 * @param judges one list of values a judge, one value an item, in the same order of items
 * @throws RangeError for fewer than two judges or items, lists of different length, or a NaN
 */
export function kendallsW(judges: readonly ArrayLike<number>[]): number {
  const items = judges[0]?.length ?? 0;
  if (judges.length < 2 || items < 2) {
    throw new RangeError(`no concordance of ${judges.length} judges on ${items} items`);
  }
  if (judges.some((values) => values.length !== items)) {
    throw new RangeError('all judges must have a value for each item');
  }
  const sums = new Float64Array(items);
  let ties = 0;
  for (const values of judges) {
    averageRanks(values).forEach((rank, item) => (sums[item]! += rank));
    const sizes = new Map<number, number>();
    for (const value of Array.from(values)) sizes.set(value, (sizes.get(value) ?? 0) + 1);
    for (const size of sizes.values()) ties += size ** 3 - size;
  }
  const mean = (judges.length * (items + 1)) / 2;
  const squares = sums.reduce((total, sum) => total + (sum - mean) ** 2, 0);
  const most = judges.length * (judges.length * (items ** 3 - items) - ties);
  return most === 0 ? 0 : (12 * squares) / most;
}
