/**
 * Entropy of a distribution over classes, in nats; 0 ln 0 = 0.
 * @param probabilities values from `start` on, `classes` of them
 */
export function entropy(
  probabilities: ArrayLike<number>,
  start = 0,
  classes = probabilities.length,
): number {
  let sum = 0;
  for (let index = start; index < start + classes; index++) {
    const probability = probabilities[index]!;
    if (probability > 0) sum -= probability * Math.log(probability);
  }
  return sum;
}

/**
 * How unsure a predictive distribution is, image by image, in nats. Total is the sum of the two
 * others (Depeweg et al. 2018, eq. 3; Houlsby et al. 2011, eq. 1).
 */
export interface Uncertainty {
  /** Entropy of the mean prediction. */
  readonly total: Float32Array;
  /** Mean entropy of single predictions: what even certain weights would leave open. */
  readonly aleatoric: Float32Array;
  /** Mutual information of class and weights: how much the networks disagree. At least 0. */
  readonly epistemic: Float32Array;
}

/**
 * Splits the entropy of mean predictions.
 * @param mean row-major [images × classes], means over networks of class probabilities
 * @param aleatoric [images], means over networks of the entropy of class probabilities
 */
export function decomposeUncertainty(mean: Float32Array, aleatoric: Float32Array): Uncertainty {
  const classes = mean.length / aleatoric.length;
  const total = aleatoric.map((_, image) => entropy(mean, image * classes, classes));
  // By Jensen's inequality the difference is not negative; rounding may say otherwise.
  const epistemic = total.map((sum, image) => Math.max(0, sum - aleatoric[image]!));
  return { total, aleatoric, epistemic };
}
