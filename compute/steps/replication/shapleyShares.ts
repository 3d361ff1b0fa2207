/**
 * Shapley values of faults, image by image: what each correction adds, averaged over all orders of
 * corrections (Shapley 1953). The game is exact: every world has its value.
 * @param valueOf by world, one value an image
 * @param count how many faults there are
 * @returns one array a fault, one value an image; for each image they add up to its value in the last
 *   world less that in world 0
 */
export function shapleyShares(
  valueOf: ReadonlyMap<number, Float32Array>,
  count: number,
): Float32Array[] {
  const images = valueOf.get(0)!.length;
  return Array.from({ length: count }, (_, fault) => {
    const share = new Float64Array(images);
    for (const [world, before] of valueOf) {
      if ((world >> fault) & 1) continue;
      const after = valueOf.get(world | (1 << fault))!;
      const weight = orderShare(bitsIn(world), count);
      for (let image = 0; image < images; image++) {
        share[image]! += weight * (after[image]! - before[image]!);
      }
    }
    return Float32Array.from(share);
  });
}

/** s! (n − 1 − s)! / n!: the share of orders in which just these s come before a given one of n. */
function orderShare(before: number, count: number): number {
  let share = 1 / count;
  for (let at = 1; at <= before; at++) share *= at / (count - at);
  return share;
}

function bitsIn(world: number): number {
  let bits = 0;
  for (let left = world; left > 0; left >>= 1) bits += left & 1;
  return bits;
}
