/** Answers of about the same confidence. */
export interface CalibrationBin {
  /** Confidences from … up to, 0 … 1. */
  readonly from: number;
  readonly to: number;
  readonly images: number;
  /** Mean confidence of the images in the bin; the middle of the bin when there are none. */
  readonly confidence: number;
  /** Share of them answered correctly; 0 when there are none. */
  readonly accuracy: number;
}

/** Bins of equal width, as in the paper that made the measure known. */
const CALIBRATION_BINS = 15;

/**
 * Expected calibration error with bins of equal width (Naeini et al. 2015; Guo et al. 2017, eq. 3):
 *   Σ_b n_b/n · |accuracy_b − mean confidence_b|.
 * @param confidences probability of the class answered, one an image
 * @param correct 1 where the answer is right, else 0
 * @param weights how often each image counts; once, when left out
 * @returns 0 … 1
 */
export function expectedCalibrationError(
  confidences: ArrayLike<number>,
  correct: ArrayLike<number>,
  weights?: ArrayLike<number>,
): number {
  // Σ over a bin of correct − confidence is n_b (accuracy_b − confidence_b).
  const excess = new Float64Array(CALIBRATION_BINS);
  let total = 0;
  for (let image = 0; image < confidences.length; image++) {
    const weight = weights?.[image] ?? 1;
    excess[binOf(confidences[image]!)]! += weight * (correct[image]! - confidences[image]!);
    total += weight;
  }
  if (total === 0) throw new RangeError('no calibration error of no images');
  return excess.reduce((sum, value) => sum + Math.abs(value), 0) / total;
}

/** The bins behind the error, for a reliability diagram. */
export function calibrationBins(
  confidences: ArrayLike<number>,
  correct: ArrayLike<number>,
): CalibrationBin[] {
  const sums = Array.from({ length: CALIBRATION_BINS }, () => ({
    n: 0,
    confidence: 0,
    correct: 0,
  }));
  for (let image = 0; image < confidences.length; image++) {
    const bin = sums[binOf(confidences[image]!)]!;
    bin.n++;
    bin.confidence += confidences[image]!;
    bin.correct += correct[image]!;
  }
  return sums.map(({ n, confidence, correct: right }, index) => {
    const [from, to] = [index / CALIBRATION_BINS, (index + 1) / CALIBRATION_BINS];
    return {
      from,
      to,
      images: n,
      confidence: n === 0 ? (from + to) / 2 : confidence / n,
      accuracy: n === 0 ? 0 : right / n,
    };
  });
}

/** A confidence on the border of two bins belongs to the upper one, 1 to the last. */
function binOf(confidence: number): number {
  return Math.min(CALIBRATION_BINS - 1, Math.floor(confidence * CALIBRATION_BINS));
}
