/** Images in the order in which they are answered, the surest first; equal scores in one group. */
export interface AnsweringOrder {
  readonly images: Int32Array;
  /** Index in `images` after the last one of each group of equal scores. */
  readonly groupEnds: Int32Array;
}

/** @param scores one an image: how unsure its answer is */
export function answeringOrder(scores: Float32Array): AnsweringOrder {
  const images = Int32Array.from(scores, (_, image) => image);
  images.sort((first, second) => scores[first]! - scores[second]!);
  const ends: number[] = [];
  images.forEach((image, rank) => {
    const next = images[rank + 1];
    if (next === undefined || scores[next] !== scores[image]) ends.push(rank + 1);
  });
  return { images, groupEnds: Int32Array.from(ends) };
}

/**
 * Area under the risk–coverage curve: the mean, over the numbers k of images answered, of the share
 * of errors among the k surest (El-Yaniv & Wiener 2010; Geifman & El-Yaniv 2017). Within a group of
 * equal scores the expectation over all orders is taken.
 * @param wrong 1 where the answer is wrong, else 0
 * @param weights how often each image counts, whole numbers; once, when left out
 * @returns 0 … 1; smaller is better
 */
export function riskCoverageArea(
  order: AnsweringOrder,
  wrong: ArrayLike<number>,
  weights?: ArrayLike<number>,
): number {
  let [sum, answered] = [0, 0];
  eachGroup(order, wrong, weights, (group) => {
    for (let place = 1; place <= group.size; place++) {
      sum += (group.errorsBefore + (group.errors * place) / group.size) / (answered + place);
    }
    answered += group.size;
  });
  if (answered === 0) throw new RangeError('no risk of no images');
  return sum / answered;
}

/**
 * The share of errors among the surest images; within a group of equal scores its expectation.
 * @param coverage share of images answered, 0 < coverage ≤ 1
 */
export function riskAtCoverage(
  order: AnsweringOrder,
  wrong: ArrayLike<number>,
  coverage: number,
  weights?: ArrayLike<number>,
): number {
  let images = 0;
  for (const image of order.images) images += weights?.[image] ?? 1;
  const wanted = Math.round(coverage * images);
  if (!(wanted >= 1 && wanted <= images)) {
    throw new RangeError(`${coverage} of ${images} images cannot be answered`);
  }
  let [risk, answered] = [0, 0];
  eachGroup(order, wrong, weights, (group) => {
    const taken = Math.min(group.size, wanted - answered);
    if (taken <= 0) return;
    risk = (group.errorsBefore + (group.errors * taken) / group.size) / wanted;
    answered += taken;
  });
  return risk;
}

interface Group {
  readonly size: number;
  readonly errors: number;
  readonly errorsBefore: number;
}

/** Visits the groups of equal scores that count any image, the surest first. */
function eachGroup(
  { images, groupEnds }: AnsweringOrder,
  wrong: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  visit: (group: Group) => void,
): void {
  let [rank, errorsBefore] = [0, 0];
  for (const end of groupEnds) {
    let [size, errors] = [0, 0];
    for (; rank < end; rank++) {
      const image = images[rank]!;
      const weight = weights?.[image] ?? 1;
      size += weight;
      errors += weight * wrong[image]!;
    }
    if (size > 0) visit({ size, errors, errorsBefore });
    errorsBefore += errors;
  }
}
