import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { NormalSource } from '../random/normals.ts';
import { sampleWeights, type BayesianPerceptron, type DenseWeights } from './denseNormals.ts';
import { forwardLocal, forwardWeights } from './perceptronForward.ts';
import { klToNormal, sampledKl, type Prior } from './prior.ts';

/**
 * How the expected log-likelihood is estimated: `weights` draws one set of weights for the whole
 * batch, `local` what each unit receives from each image (lower variance).
 */
export const ESTIMATORS = ['weights', 'local'] as const;
export type Estimator = (typeof ESTIMATORS)[number];

export interface ElboOptions {
  readonly prior: Prior;
  readonly estimator: Estimator;
  /** KL in closed form where the prior has one, or from drawn weights. */
  readonly kl: 'exact' | 'sampled';
}

/** One-sample estimates of the two terms of the evidence lower bound. */
export interface ElboTerms {
  /** ln p(targets | w) of each image, [n]. */
  readonly logLikelihoods: Tensor1D;
  /** KL(q ‖ prior) of all weights, in nats. */
  readonly kl: Scalar;
  /** [n, outputs] */
  readonly outputs: Tensor2D;
}

/**
 * The terms of the evidence lower bound (Jordan et al. 1999; Blundell et al. 2015, eq. 1)
 *   ln p(D) ≥ E_q[Σ ln p(y | x, w)] − KL(q(w) ‖ p(w))
 * for a batch. Differentiable in means and deviations. Call inside `tf.tidy` or a gradient function.
 * @param inputs [n, inputs]
 * @param logLikelihood of the targets of the batch given outputs [n, outputs]; [n]
 * @throws RangeError for an exact KL from a prior that has no closed form
 */
export function elboTerms(
  perceptron: BayesianPerceptron,
  inputs: Tensor2D,
  logLikelihood: (outputs: Tensor2D) => Tensor1D,
  { prior, estimator, kl }: ElboOptions,
  source: NormalSource,
): ElboTerms {
  const needsWeights = estimator === 'weights' || kl === 'sampled';
  const weights = needsWeights ? sampleWeights(perceptron, source) : [];
  const outputs =
    estimator === 'weights'
      ? forwardWeights(weights, inputs)
      : forwardLocal(perceptron, inputs, source);
  return {
    logLikelihoods: logLikelihood(outputs),
    kl: kl === 'exact' ? exactKl(perceptron, prior) : sampledKlOf(perceptron, weights, prior),
    outputs,
  };
}

function exactKl(perceptron: BayesianPerceptron, prior: Prior): Scalar {
  if (prior.type !== 'normal') {
    throw new RangeError(`the KL divergence from a prior of type ${prior.type} has no closed form`);
  }
  return tf.addN(
    perceptron.flatMap(({ kernel, bias }) => [
      klToNormal(kernel, prior.deviation),
      klToNormal(bias, prior.deviation),
    ]),
  );
}

function sampledKlOf(
  perceptron: BayesianPerceptron,
  weights: readonly DenseWeights[],
  prior: Prior,
): Scalar {
  return tf.addN(
    perceptron.flatMap(({ kernel, bias }, layer) => [
      sampledKl(kernel, weights[layer]!.kernel, prior),
      sampledKl(bias, weights[layer]!.bias, prior),
    ]),
  );
}

/** ln softmax(outputs)_label of each image, [n]. @param labels [n], int32 */
export function categoricalLogLikelihood(outputs: Tensor2D, labels: Tensor1D): Tensor1D {
  const chosen = tf.oneHot(labels, outputs.shape[1]);
  return tf.sum(tf.mul(chosen, tf.logSoftmax(outputs)), 1);
}

/** ln N(target; output, deviation²) of each row, [n], for regression. @param targets [n, outputs] */
export function normalLogLikelihood(
  outputs: Tensor2D,
  targets: Tensor2D,
  deviation: number,
): Tensor1D {
  const scaled = tf.div(tf.sub(targets, outputs), deviation);
  const each = tf.add(
    tf.mul(tf.square(scaled), -0.5),
    -Math.log(deviation * Math.sqrt(2 * Math.PI)),
  );
  return tf.sum(each, 1);
}
