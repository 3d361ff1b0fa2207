/** Class that an image is answered with, or −1 where the answer is "I don't know". */
export const REFUSED = -1;

/**
 * The rule of 2021: a class is possible when the median over sampled networks of its probability is
 * above a threshold; the answer is the class of the largest median, refused when none is possible.
 * @param medians row-major [images × classes]
 * @returns one class, or `REFUSED`, an image
 */
export function medianRule(medians: Float32Array, classes: number, threshold: number): Int8Array {
  return Int8Array.from({ length: medians.length / classes }, (_, image) => {
    const own = medians.subarray(image * classes, (image + 1) * classes);
    const best = largest(own);
    return own[best]! > threshold ? best : REFUSED;
  });
}

/**
 * Answers with the likeliest class, refused where the score is above a threshold.
 * @param mean row-major [images × classes]
 * @param scores one an image: how unsure the answer is
 */
export function thresholdRule(
  mean: Float32Array,
  scores: Float32Array,
  threshold: number,
): Int8Array {
  const classes = mean.length / scores.length;
  return Int8Array.from(scores, (score, image) =>
    score > threshold ? REFUSED : largest(mean.subarray(image * classes, (image + 1) * classes)),
  );
}

/**
 * The threshold that answers a share of images: the score of the last one answered. With equal
 * scores at the threshold more are answered.
 * @param scores of images that were not learned from
 * @param coverage share to be answered, 0 < coverage ≤ 1
 */
export function thresholdForCoverage(scores: Float32Array, coverage: number): number {
  const answered = Math.round(coverage * scores.length);
  if (!(answered >= 1 && answered <= scores.length)) {
    throw new RangeError(`${coverage} of ${scores.length} images cannot be answered`);
  }
  return scores.slice().sort()[answered - 1]!;
}

/** Index of the largest value, the first where several are equal. */
function largest(values: Float32Array): number {
  return values.reduce((best, value, index) => (value > values[best]! ? index : best), 0);
}
