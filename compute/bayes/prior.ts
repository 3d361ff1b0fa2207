import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import type { Normals } from './denseNormals.ts';

const positive = z.number().positive();

/** What is believed of each weight before any image was seen; the same for all, independently. */
export const priorSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('normal'),
    /** Standard deviation about 0. */
    deviation: positive,
  }),
  z.strictObject({
    /** Two Normals about 0 (Blundell et al. 2015, eq. 7): most weights small, some large. */
    type: z.literal('scaleMixture'),
    /** Share of the wide Normal. */
    share: z.number().gt(0).lt(1),
    wide: positive,
    narrow: positive,
  }),
]);

export type Prior = z.infer<typeof priorSchema>;

const LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** ln N(x; mean, deviation²), summed over all elements. Differentiable in all three. */
function normalLogDensity(x: Tensor, mean: Tensor, deviation: Tensor): Scalar {
  return tf.tidy(() => {
    const scaled = tf.div(tf.sub(x, mean), deviation);
    const each = tf.add(tf.mul(tf.square(scaled), 0.5), tf.log(deviation));
    return tf.neg(tf.sum(tf.add(each, LOG_ROOT_TWO_PI)));
  });
}

/** ln of the prior density of weights, summed over them. */
export function priorLogDensity(prior: Prior, weights: Tensor): Scalar {
  if (prior.type === 'normal') {
    return normalLogDensity(weights, tf.scalar(0), tf.scalar(prior.deviation));
  }
  return tf.tidy(() => {
    const { share, wide, narrow } = prior;
    const squares = tf.square(weights);
    const logOf = (portion: number, deviation: number) =>
      tf.add(
        tf.mul(squares, -0.5 / deviation ** 2),
        Math.log(portion / deviation) - LOG_ROOT_TWO_PI,
      );
    const [first, second] = [logOf(share, wide), logOf(1 - share, narrow)];
    // ln(eᵃ + eᵇ) = max(a, b) + ln(1 + e^−|a − b|), which neither overflows nor loses the smaller.
    const apart = tf.abs(tf.sub(first, second));
    return tf.sum(tf.add(tf.maximum(first, second), tf.log1p(tf.exp(tf.neg(apart)))));
  });
}

/**
 * KL(N(μ, σ²) ‖ N(0, s²)) = Σ ln(s/σ) + (σ² + μ²)/(2s²) − ½, in nats, exactly. Its gradient is given
 * in closed form, μ/s² and σ/s² − 1/σ, which passes over the weights a third as often.
 * @param priorDeviation s
 */
export function klToNormal({ mean, deviation }: Normals<Tensor>, priorDeviation: number): Scalar {
  const precision = 1 / priorDeviation ** 2;
  const divergence = tf.customGrad((...parts) => {
    const [means, deviations, save] = parts as [Tensor, Tensor, tf.GradSaveFunc];
    save([means, deviations]);
    const squares = tf.add(tf.sum(tf.square(deviations)), tf.sum(tf.square(means)));
    const constant = means.size * (Math.log(priorDeviation) - 0.5);
    const value = tf.sub(tf.mul(squares, precision / 2), tf.sum(tf.log(deviations)));
    return {
      value: tf.add(value, constant),
      gradFunc: (gradient: Tensor, saved: Tensor[]) => {
        const [centre, spread] = saved as [Tensor, Tensor];
        const toDeviation = tf.sub(tf.mul(spread, precision), tf.reciprocal(spread));
        return [tf.mul(centre, tf.mul(gradient, precision)), tf.mul(toDeviation, gradient)];
      },
    };
  });
  return divergence(mean, deviation) as Scalar;
}

/**
 * One-sample estimate ln q(w) − ln p(w) of the KL divergence from the prior, for priors without a
 * closed form (Blundell et al. 2015, eq. 2).
 * @param weights drawn from `normals`
 */
export function sampledKl(normals: Normals<Tensor>, weights: Tensor, prior: Prior): Scalar {
  return tf.tidy(() =>
    tf.sub(
      normalLogDensity(weights, normals.mean, normals.deviation),
      priorLogDensity(prior, weights),
    ),
  );
}
