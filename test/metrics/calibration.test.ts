import { describe, expect, it } from 'vitest';
import { calibrationBins, expectedCalibrationError } from '../../compute/metrics/calibration.ts';
import { generatorFor } from '../../compute/random/generator.ts';

describe('expectedCalibrationError', () => {
  it('is 0 where every bin is as right as it says', () => {
    const confidences = [0.75, 0.75, 0.75, 0.75, 0.5, 0.5];
    expect(expectedCalibrationError(confidences, [1, 1, 1, 0, 1, 0])).toBeCloseTo(0, 12);
  });

  it('is 1 for certain answers that are all wrong, and 0 where all are right', () => {
    expect(expectedCalibrationError([1, 1], [0, 0])).toBe(1);
    expect(expectedCalibrationError([1, 1], [1, 1])).toBe(0);
  });

  it('weighs the gaps of bins by their images', () => {
    // Three images say 0.9 and are right once (gap 0.5667), one says 0.3 and is right (gap 0.7).
    const error = expectedCalibrationError([0.9, 0.9, 0.9, 0.3], [1, 0, 0, 1]);
    expect(error).toBeCloseTo((3 * (0.9 - 1 / 3) + 0.7) / 4, 12);
    // Opposite errors within a bin cancel.
    expect(expectedCalibrationError([0.48, 0.52], [0, 1])).toBeCloseTo(0, 12);
  });

  it('counts an image with weight 2 like two images', () => {
    const [confidences, correct] = [
      [0.9, 0.6, 0.3],
      [1, 0, 1],
    ];
    expect(expectedCalibrationError(confidences, correct, [2, 1, 0])).toBeCloseTo(
      expectedCalibrationError([0.9, 0.9, 0.6], [1, 1, 0]),
      12,
    );
  });

  it('of answers that are right as often as they say vanishes with their number', () => {
    const generator = generatorFor(1, 'calibrated');
    const confidences = Float32Array.from({ length: 200_000 }, () => generator.uniform());
    const correct = confidences.map((confidence) => (generator.uniform() < confidence ? 1 : 0));
    expect(expectedCalibrationError(confidences, correct)).toBeLessThan(0.005);
  });
});

describe('calibrationBins', () => {
  it('holds every image once, borders in the upper bin, 1 in the last', () => {
    const bins = calibrationBins([0, 1 / 15, 0.99, 1], [0, 1, 1, 0]);
    expect(bins.map(({ images }) => images)).toEqual([1, 1, ...Array<number>(12).fill(0), 2]);
    expect(bins.at(-1)).toMatchObject({ accuracy: 0.5, confidence: 0.995, to: 1 });
  });
});
