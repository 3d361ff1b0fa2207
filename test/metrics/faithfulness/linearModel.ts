import type { Fill, ImageShape } from '../../../compute/degrade/fills/fill.ts';
import type { ScoredImage } from '../../../compute/metrics/scoredImage.ts';
import { generatorFor } from '../../../compute/random/generator.ts';

/** A score that is a weighted sum of all values of an image. */
export function linearModel(
  image: Float32Array,
  shape: ImageShape,
  weights: ArrayLike<number>,
  bias = 0,
): ScoredImage {
  return {
    image,
    shape,
    scores: (images) =>
      Float32Array.from({ length: images.length / image.length }, (_, index) => {
        let score = bias;
        for (let value = 0; value < image.length; value++) {
          score += weights[value]! * images[index * image.length + value]!;
        }
        return score;
      }),
  };
}

/** A linear model and what is known of it. */
export interface LinearCase {
  readonly subject: ScoredImage;
  /** What each pixel adds to the score against the fill: the exact attributions. */
  readonly contributions: Float32Array;
  /** Their sum: what the score falls by when every pixel is replaced. */
  readonly total: number;
}

/**
 * A linear model of an image of 8 × 8 pixels whose score is −half of `total` when every pixel is
 * replaced, and so half of it when none is.
 * @param fill one without randomness, whose values do not depend on what is removed
 * @param weightOf the weight of one value, from a standard normal number
 */
export function linearCase(
  fill: Fill,
  weightOf: (normal: number) => number = (normal) => normal,
  channels = 3,
): LinearCase {
  const shape: ImageShape = [8, 8, channels];
  const pixels = shape[0] * shape[1];
  const generator = generatorFor(11, 'linear');
  const grey = Float32Array.from({ length: pixels }, () => 0.2 + 0.8 * generator.uniform());
  const normals = Float64Array.from({ length: pixels }, () => generator.normal());
  const spread = (values: ArrayLike<number>, scale: number) =>
    Float64Array.from(
      { length: pixels * channels },
      (_, index) => values[Math.floor(index / channels)]! * scale,
    );
  const image = Float32Array.from(spread(grey, 1));
  const weights = spread(
    Float64Array.from(normals, (normal) => weightOf(normal)),
    1 / channels,
  );
  const replaced = image.slice();
  fill.prepare(
    image,
    shape,
    generator,
  )(
    Int32Array.from({ length: pixels }, (_, pixel) => pixel),
    replaced,
  );
  const contributions = new Float32Array(pixels);
  let [score, total] = [0, 0];
  weights.forEach((weight, index) => {
    const contribution = weight * (image[index]! - replaced[index]!);
    contributions[Math.floor(index / channels)]! += contribution;
    total += contribution;
    score += weight * image[index]!;
  });
  const subject = linearModel(image, shape, weights, total / 2 - score);
  return { subject, contributions, total };
}

/** A score for which one pixel alone counts; all others are black. */
export function onePixelModel(shape: ImageShape, pixel: number, weight: number): ScoredImage {
  const [height, width, channels] = shape;
  const image = new Float32Array(height * width * channels);
  const weights = new Float64Array(image.length);
  for (let index = pixel * channels; index < (pixel + 1) * channels; index++) {
    image[index] = 1;
    weights[index] = weight / channels;
  }
  return linearModel(image, shape, weights);
}
