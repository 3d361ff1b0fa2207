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
 * The least τ of two lists without ties whose size, either way, is had by lot no more often than
 * `level`: the exact distribution of the number of inversions of a random order (Kendall & Gibbons
 * 1990, chapter 4). Above 1 where no τ is so rare.
 * @throws RangeError for fewer than two items or a level outside (0, 1)
 */
export function criticalTau(items: number, level: number): number {
  if (items < 2 || !(level > 0 && level < 1)) {
    throw new RangeError(`no critical τ of ${items} items at the level ${level}`);
  }
  const pairs = (items * (items - 1)) / 2;
  let chances = [1];
  for (let size = 2; size <= items; size++) {
    // The new item passes 0 … size − 1 others, each as likely.
    const next = new Array<number>(chances.length + size - 1).fill(0);
    chances.forEach((chance, inversions) => {
      for (let passed = 0; passed < size; passed++) next[inversions + passed]! += chance / size;
    });
    chances = next;
  }
  let [tail, inversions] = [0, 0];
  while (2 * (tail + chances[inversions]!) <= level) tail += chances[inversions++]!;
  return 1 - (2 * (inversions - 1)) / pairs;
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
