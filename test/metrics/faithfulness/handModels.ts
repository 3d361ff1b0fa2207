import type { ImageShape } from '../../../compute/degrade/fills/fill.ts';
import type { Segmentation } from '../../../compute/explain/game.ts';
import type {
  FaithfulnessMetric,
  FaithfulnessOptions,
} from '../../../compute/metrics/faithfulness/faithfulnessMetric.ts';
import type { ScoredImage } from '../../../compute/metrics/scoredImage.ts';
import { generatorFor } from '../../../compute/random/generator.ts';

/** A metric with generator 1, five images at a time. */
export const measure = (
  metric: FaithfulnessMetric,
  map: ArrayLike<number>,
  subject: ScoredImage,
  options: Partial<FaithfulnessOptions> = {},
) =>
  metric.measure(Float32Array.from(map), subject, {
    generator: generatorFor(1),
    batchSize: 5,
    ...options,
  });

/** A score of each image by itself. */
export const scored = (
  image: ArrayLike<number>,
  shape: ImageShape,
  score: (values: Float32Array) => number,
): ScoredImage => {
  const intact = Float32Array.from(image);
  return {
    image: intact,
    shape,
    scores: (images) =>
      Float32Array.from({ length: images.length / intact.length }, (_, index) =>
        score(images.subarray(index * intact.length, (index + 1) * intact.length)),
      ),
  };
};

export const sum = (values: ArrayLike<number>) =>
  Array.from(values).reduce((total, value) => total + value, 0);

/** Four pixels in a row, worth 4, 3, 2 and 1. */
export const row = scored([1, 1, 1, 1], [1, 4, 1], ([a, b, c, d]) => 4 * a! + 3 * b! + 2 * c! + d!);

/** Each pixel of a row is a segment. */
export const pixelSegments = (width: number): Segmentation => ({
  height: 1,
  width,
  labels: Int32Array.from({ length: width }, (_, pixel) => pixel),
  count: width,
});
