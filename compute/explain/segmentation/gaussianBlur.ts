/** Weights beyond this many standard deviations are dropped. */
const TRUNCATE = 4;

/**
 * Gaussian blur of every channel, rows and columns one after the other; beyond the border the image
 * is mirrored about its edge (… c b a | a b c …).
 * @param values row-major [height × width × channels]
 * @param sigma standard deviation in pixels; 0 returns a copy
 */
export function gaussianBlur(
  values: Float64Array,
  [height, width, channels]: readonly [height: number, width: number, channels: number],
  sigma: number,
): Float64Array {
  if (sigma === 0) return values.slice();
  const weights = gaussianWeights(sigma);
  const rowsBlurred = blurAxis(values, height, width * channels, 1, weights);
  return blurAxis(rowsBlurred, width, channels, height, weights);
}

function gaussianWeights(sigma: number): Float64Array {
  const radius = Math.floor(TRUNCATE * sigma + 0.5);
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, index) =>
    Math.exp(-((index - radius) ** 2) / (2 * sigma * sigma)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Blurs along the middle axis of values seen as [outer × length × stride]. */
function blurAxis(
  values: Float64Array,
  length: number,
  stride: number,
  outer: number,
  weights: Float64Array,
): Float64Array {
  const radius = (weights.length - 1) / 2;
  const blurred = new Float64Array(values.length);
  for (let block = 0; block < outer; block++) {
    for (let position = 0; position < length; position++) {
      const target = (block * length + position) * stride;
      for (let tap = 0; tap < weights.length; tap++) {
        const source = (block * length + mirrored(position + tap - radius, length)) * stride;
        for (let inner = 0; inner < stride; inner++) {
          blurred[target + inner]! += weights[tap]! * values[source + inner]!;
        }
      }
    }
  }
  return blurred;
}

function mirrored(position: number, length: number): number {
  const period = 2 * length;
  const wrapped = ((position % period) + period) % period;
  return wrapped < length ? wrapped : period - 1 - wrapped;
}
