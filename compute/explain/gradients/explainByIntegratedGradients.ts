import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { forward } from '../../networks/forward.ts';
import type { Network } from '../../networks/network.ts';
import { meanGradient } from './meanGradient.ts';
import { channelSums, type PixelMaps } from './pixelMaps.ts';
import type { Targets } from './targetGradient.ts';
import { targetsOf } from './targetsOf.ts';

export interface IntegratedGradientsOptions {
  /** Where the paths start: one image for all, row-major [height × width × channels]. */
  readonly baseline: Float32Array;
  /** Points on each path. */
  readonly steps: number;
  /** Points in one pass. */
  readonly batchSize: number;
}

export interface IntegratedGradients extends PixelMaps {
  /** Target logit of each image less that of the baseline: what its map ought to add up to. */
  readonly differences: Float64Array;
  /** Sum of each map less its difference, in units of the logit: what too few steps leave. */
  readonly completenessErrors: Float64Array;
}

/**
 * Integrated gradients (Sundararajan, Taly & Yan 2017, equation 1): (x − baseline) times the mean
 * gradient on the straight path from the baseline, by the midpoint rule.
 * @param images [n, height, width, channels], pixels in [0, 1]
 * @throws when a shape, target or option does not fit
 */
export function explainByIntegratedGradients(
  network: Network,
  images: Tensor4D,
  targets: Targets,
  { baseline, steps, batchSize }: IntegratedGradientsOptions,
): IntegratedGradients {
  const known = targetsOf(network, images, targets);
  const { inputShape, classes } = network.architecture;
  const values = images.dataSync<'float32'>();
  const [count] = images.shape;
  const size = values.length / count;
  if (baseline.length !== size) {
    throw new RangeError(`a baseline of ${baseline.length} numbers for images of ${size}`);
  }
  if (!Number.isInteger(steps) || steps < 1) {
    throw new RangeError(`steps is ${steps}; give a positive whole number`);
  }
  const base = tf.tidy(() =>
    forward(network, tf.tensor4d(baseline, [1, ...inputShape])).dataSync<'float32'>(),
  );
  const pixels = inputShape[0] * inputShape[1];
  const maps = new Float32Array(count * pixels);
  const differences = new Float64Array(count);
  const completenessErrors = new Float64Array(count);
  for (let image = 0; image < count; image++) {
    const target = known.targets[image]!;
    const change = values
      .subarray(image * size, (image + 1) * size)
      .map((value, index) => value - baseline[index]!);
    const path = midpoints(baseline, change, steps);
    const map = tf.tidy(() => {
      const gradient = meanGradient(network, path, target, batchSize);
      return channelSums(tf.mul(gradient, tf.tensor3d(change, [...inputShape])));
    });
    maps.set(map, image * pixels);
    differences[image] = known.logits[image * classes + target]! - base[target]!;
    completenessErrors[image] = map.reduce((sum, value) => sum + value, 0) - differences[image]!;
  }
  return { maps, ...known, differences, completenessErrors };
}

/** baseline + (k + ½)/steps · change for k = 0 … steps − 1, row-major [steps × values]. */
function midpoints(baseline: Float32Array, change: Float32Array, steps: number): Float32Array {
  const size = baseline.length;
  const points = new Float32Array(steps * size);
  for (let index = 0; index < points.length; index++) {
    const share = (Math.floor(index / size) + 0.5) / steps;
    points[index] = baseline[index % size]! + share * change[index % size]!;
  }
  return points;
}
