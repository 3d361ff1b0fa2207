import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';

/** What the self-test found. */
export interface SelfTestResult {
  /** Largest absolute difference to the convolution in plain JavaScript, over its largest value. */
  readonly difference: number;
  /** Billions of floating-point operations a second of a 3 × 3 convolution of 64 channels. */
  readonly gigaflopsPerSecond: number;
}

const wave = (length: number, step: number): Float32Array =>
  Float32Array.from({ length }, (_, index) => Math.sin(index * step));

/** Direct 3 × 3 convolution, stride 1, of one square image without padding, in double precision. */
function plainConvolution(
  image: Float32Array,
  kernel: Float32Array,
  size: number,
  channels: number,
  filters: number,
): Float64Array {
  const side = size - 2;
  const output = new Float64Array(side * side * filters);
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++)
      for (let tap = 0; tap < 9; tap++)
        for (let channel = 0; channel < channels; channel++) {
          const pixel = (row + Math.floor(tap / 3)) * size + column + (tap % 3);
          const value = image[pixel * channels + channel]!;
          for (let filter = 0; filter < filters; filter++)
            output[(row * side + column) * filters + filter]! +=
              value * kernel[(tap * channels + channel) * filters + filter]!;
        }
  return output;
}

function differenceToPlain(): number {
  const [size, channels, filters] = [9, 5, 7];
  const image = wave(size * size * channels, 0.7);
  const kernel = wave(9 * channels * filters, 1.3);
  const expected = plainConvolution(image, kernel, size, channels, filters);
  const actual = tf.tidy(() =>
    tf
      .conv2d(
        tf.tensor4d(image, [1, size, size, channels]),
        tf.tensor4d(kernel, [3, 3, channels, filters]),
        1,
        'valid',
      )
      .dataSync(),
  );
  const largest = (values: Float64Array): number => Math.max(...values.map(Math.abs));
  return largest(expected.map((value, index) => value - actual[index]!)) / largest(expected);
}

function convolutionSpeed(): number {
  const [batch, size, channels] = [64, 32, 64];
  const operations = 2 * batch * size * size * 9 * channels * channels;
  return tf.tidy(() => {
    const images: Tensor4D = tf.randomUniform([batch, size, size, channels]);
    const kernel: Tensor4D = tf.randomUniform([3, 3, channels, channels]);
    const seconds = Array.from({ length: 5 }, () => {
      const start = performance.now();
      tf.conv2d(images, kernel, 1, 'same').dataSync();
      return (performance.now() - start) / 1000;
    });
    return operations / Math.min(...seconds) / 1e9;
  });
}

/** Runs a convolution on the current engine, compares it with plain JavaScript, and times another. */
export function runSelfTest(): SelfTestResult {
  return { difference: differenceToPlain(), gigaflopsPerSecond: convolutionSpeed() };
}
