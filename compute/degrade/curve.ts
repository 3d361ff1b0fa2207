import type { FillPixels, ImageShape } from './fills/fill.ts';

/** One image on its way from intact to removed. */
export interface Degradation {
  /** Row-major [height × width × channels]. */
  readonly image: Float32Array;
  readonly shape: ImageShape;
  /** Every pixel once, the first to be removed first. */
  readonly order: Int32Array;
  readonly fill: FillPixels;
  /** How many pixels are removed at each point of the curve. */
  readonly removed: ArrayLike<number>;
}

/** Shares from 0 to 1 in equal steps, both ends included. */
export function evenShares(steps: number): Float64Array {
  if (!Number.isInteger(steps) || steps < 1) {
    throw new RangeError(`a curve of ${steps} steps; give a positive whole number`);
  }
  return Float64Array.from({ length: steps + 1 }, (_, step) => step / steps);
}

/** How many of `pixels` pixels each share of them is, rounded to whole pixels. */
export function pixelCounts(shares: ArrayLike<number>, pixels: number): Int32Array {
  return Int32Array.from(shares, (share) => {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`the share ${share} is not in 0 … 1`);
    return Math.round(share * pixels);
  });
}

/**
 * What a model says along the degradation curves of many images; the points of all curves fill its
 * batches together.
 * @param evaluate given images, row-major [count × height × width × channels], as many numbers of
 * each, e.g. one logit a class; an image's numbers must not depend on its batch
 * @param batchSize images of one evaluation
 * @returns one array a degradation, row-major [points × outputs]
 * @throws RangeError when images differ in size, an order is no order of all pixels, or the model does
 * not answer every image
 */
export function degradationCurves(
  degradations: readonly Degradation[],
  evaluate: (images: Float32Array) => Float32Array,
  batchSize: number,
): Float32Array[] {
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`the batch size is ${batchSize}; give a positive whole number`);
  }
  const size = degradations[0]?.image.length ?? 0;
  degradations.forEach((degradation) => requireSize(degradation, size));
  const points = degradations.flatMap((degradation) =>
    Array.from(degradation.removed, (count) => ({ degradation, count })),
  );
  let outputs = 0;
  let values = new Float32Array(0);
  for (let start = 0; start < points.length; start += batchSize) {
    const batch = points.slice(start, start + batchSize);
    const images = new Float32Array(batch.length * size);
    batch.forEach((point, index) => {
      writePoint(point, images.subarray(index * size, (index + 1) * size));
    });
    const answers = evaluate(images);
    if (start === 0) {
      outputs = answers.length / batch.length;
      values = new Float32Array(points.length * outputs);
    }
    if (outputs < 1 || answers.length !== batch.length * outputs) {
      throw new RangeError(`the model gave ${answers.length} numbers for ${batch.length} images`);
    }
    values.set(answers, start * outputs);
  }
  return perDegradation(degradations, values, outputs);
}

function writePoint(
  { degradation, count }: { degradation: Degradation; count: number },
  target: Float32Array,
): void {
  target.set(degradation.image);
  degradation.fill(degradation.order.subarray(0, count), target);
}

function perDegradation(
  degradations: readonly Degradation[],
  values: Float32Array,
  outputs: number,
): Float32Array[] {
  let start = 0;
  return degradations.map(({ removed }) => {
    const end = start + removed.length * outputs;
    const curve = values.slice(start, end);
    start = end;
    return curve;
  });
}

function requireSize({ image, shape, order }: Degradation, size: number): void {
  const [height, width, channels] = shape;
  if (image.length !== size || size !== height * width * channels) {
    throw new RangeError(
      `an image of ${image.length} numbers, shape ${shape.join(' × ')}, beside one of ${size}`,
    );
  }
  if (order.length !== height * width) {
    throw new RangeError(`an order of ${order.length} pixels for ${height} × ${width}`);
  }
}
