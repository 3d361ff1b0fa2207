import { Matrix, determinant, inverse } from 'ml-matrix';
import * as tf from '@tensorflow/tfjs-core';
import type { BayesianPerceptron } from '../../compute/bayes/denseNormals.ts';
import { generatorFor } from '../../compute/random/generator.ts';

/** Bayesian linear regression with known noise, whose posterior and evidence have closed forms. */
export interface LinearModel {
  /** [rows × inputs] */
  readonly inputs: number[][];
  /** [rows] */
  readonly targets: number[];
  readonly noise: number;
  readonly priorDeviation: number;
}

/** Posterior of weights and, last, of the bias (Bishop 2006, eq. 3.53–3.54), and the log evidence. */
export function exactPosterior({ inputs, targets, noise, priorDeviation }: LinearModel): {
  mean: number[];
  covariance: Matrix;
  /** Deviations of the best mean-field Normal: of each weight given all others (Bishop 2006, eq. 10.15). */
  meanFieldDeviations: number[];
  logEvidence: number;
} {
  const design = new Matrix(inputs.map((row) => [...row, 1]));
  const target = Matrix.columnVector(targets);
  const size = design.columns;
  const precision = design
    .transpose()
    .mmul(design)
    .div(noise ** 2)
    .add(Matrix.eye(size).div(priorDeviation ** 2));
  const covariance = inverse(precision);
  const mean = covariance.mmul(
    design
      .transpose()
      .mmul(target)
      .div(noise ** 2),
  );
  const marginal = design
    .mmul(design.transpose())
    .mul(priorDeviation ** 2)
    .add(Matrix.eye(targets.length).mul(noise ** 2));
  const quadratic = target.transpose().mmul(inverse(marginal)).mmul(target).get(0, 0);
  const logDeterminant = Math.log(determinant(marginal));
  return {
    mean: mean.to1DArray(),
    covariance,
    meanFieldDeviations: precision.diagonal().map((value) => 1 / Math.sqrt(value)),
    logEvidence: -0.5 * (quadratic + logDeterminant + targets.length * Math.log(2 * Math.PI)),
  };
}

/**
 * A model of two inputs and a bias.
 * @param orthogonal whether the columns of the design, that of the bias included, are orthogonal, so
 *   that the true posterior is a mean-field Normal
 */
export function linearModel(orthogonal: boolean): LinearModel {
  const generator = generatorFor(5, 'linear-model');
  const rows = 32;
  const inputs = Array.from({ length: rows }, (_, row) => {
    const first = row % 2 === 0 ? 1 : -1;
    const second = row % 4 < 2 ? 1 : -1;
    return orthogonal ? [first, second] : [first + 0.5, 0.6 * first + 0.8 * second];
  });
  const targets = inputs.map(
    ([first, second]) => 1.5 * first! - 0.7 * second! + 0.4 + 0.5 * generator.normal(),
  );
  return { inputs, targets, noise: 0.5, priorDeviation: 1.3 };
}

/** A perceptron of one layer with one output, given means and deviations of weights, then bias. */
export function linearPerceptron(means: number[], deviations: number[]): BayesianPerceptron {
  const inputs = means.length - 1;
  return [
    {
      kernel: {
        mean: tf.tensor2d(means.slice(0, -1), [inputs, 1]),
        deviation: tf.tensor2d(deviations.slice(0, -1), [inputs, 1]),
      },
      bias: {
        mean: tf.tensor1d(means.slice(-1)),
        deviation: tf.tensor1d(deviations.slice(-1)),
      },
    },
  ];
}
