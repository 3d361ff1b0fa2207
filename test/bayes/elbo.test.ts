import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  categoricalLogLikelihood,
  elboTerms,
  normalLogLikelihood,
  type ElboOptions,
  type Estimator,
} from '../../compute/bayes/elbo.ts';
import { perceptronTensors } from '../../compute/bayes/denseNormals.ts';
import {
  initialVariational,
  perceptronOf,
  variationalShapes,
} from '../../compute/bayes/variational.ts';
import { registerGradients } from '../../compute/engine/registerGradients.ts';
import { generatorFor } from '../../compute/random/generator.ts';
import { normalsFor, type NormalSource } from '../../compute/random/normals.ts';
import { optimiserSlots, updateParameter } from '../../compute/training/optimiser.ts';
import { exactPosterior, linearModel, linearPerceptron, type LinearModel } from './linearModel.ts';

beforeAll(async () => {
  registerGradients();
  await tf.setBackend('cpu');
});

/** One estimate of the bound of a linear model at given means and deviations. */
function linearElbo(
  model: LinearModel,
  [means, deviations]: [number[], number[]],
  options: Omit<ElboOptions, 'prior'>,
  source: NormalSource,
): number {
  return tf.tidy(() => {
    const { logLikelihoods, kl } = elboTerms(
      linearPerceptron(means, deviations),
      tf.tensor2d(model.inputs),
      (outputs) =>
        normalLogLikelihood(
          outputs,
          tf.tensor2d(model.targets, [model.targets.length, 1]),
          model.noise,
        ),
      { ...options, prior: { type: 'normal', deviation: model.priorDeviation } },
      source,
    );
    return tf.sub(tf.sum(logLikelihoods), kl).dataSync()[0]!;
  });
}

describe('the evidence lower bound of Bayesian linear regression', () => {
  it('at the true posterior is the log evidence, for every single draw of weights', () => {
    const model = linearModel(true);
    const { mean, covariance, logEvidence } = exactPosterior(model);
    const deviations = covariance.diagonal().map(Math.sqrt);
    const source = normalsFor(1, 'draws');
    for (let draw = 0; draw < 20; draw++) {
      const options = { estimator: 'weights', kl: 'sampled' } as const;
      const elbo = linearElbo(model, [mean, deviations], options, source);
      expect(elbo).toBeCloseTo(logEvidence, 3);
    }
  });

  it.each(['weights', 'local'] as Estimator[])(
    'is unbiased and at most the log evidence anywhere: estimator %s',
    (estimator) => {
      const model = linearModel(false);
      const { mean, meanFieldDeviations, logEvidence } = exactPosterior(model);
      const generator = generatorFor(2, 'places');
      for (let place = 0; place < 6; place++) {
        const means = mean.map((value) => value + (place === 0 ? 0 : 0.2 * generator.normal()));
        const deviations = meanFieldDeviations.map((value) => value * (1 + 0.5 * place));
        const source = normalsFor(2, estimator, place);
        const draws = Array.from({ length: 800 }, () =>
          linearElbo(model, [means, deviations], { estimator, kl: 'exact' }, source),
        );
        const average = draws.reduce((sum, draw) => sum + draw) / draws.length;
        const variance = draws.reduce((sum, draw) => sum + (draw - average) ** 2, 0) / draws.length;
        const error = Math.sqrt(variance / draws.length);
        expect(Math.abs(average - exactLinearElbo(model, means, deviations))).toBeLessThan(
          4 * error,
        );
        expect(average).toBeLessThan(logEvidence);
      }
    },
  );

  it.each([
    ['orthogonal inputs: the true posterior', true],
    ['correlated inputs: the best mean-field Normal', false],
  ] as [string, boolean][])(
    'is climbed to means and variances within 2 %%, %s',
    (_, orthogonal) => {
      const model = linearModel(orthogonal);
      const { mean, covariance, meanFieldDeviations } = exactPosterior(model);
      const learned = climb(model);
      const expected = orthogonal
        ? covariance.diagonal()
        : meanFieldDeviations.map((value) => value ** 2);
      learned.means.forEach((value, index) => {
        expect(Math.abs(value / mean[index]! - 1)).toBeLessThan(0.02);
      });
      learned.deviations.forEach((value, index) => {
        expect(Math.abs(value ** 2 / expected[index]! - 1)).toBeLessThan(0.02);
      });
    },
    120_000,
  );
});

/** E_q[ln p(D | w)] − KL in closed form: ln p at the means less the spread of the outputs. */
function exactLinearElbo(model: LinearModel, means: number[], deviations: number[]): number {
  let sum = 0;
  model.inputs.forEach((inputs, row) => {
    const design = [...inputs, 1];
    const output = design.reduce((total, value, index) => total + value * means[index]!, 0);
    const spread = design.reduce(
      (total, value, index) => total + (value * deviations[index]!) ** 2,
      0,
    );
    const squares = (model.targets[row]! - output) ** 2 + spread;
    sum -= squares / (2 * model.noise ** 2) + Math.log(model.noise * Math.sqrt(2 * Math.PI));
  });
  const prior = model.priorDeviation;
  means.forEach((value, index) => {
    const deviation = deviations[index]!;
    sum -= Math.log(prior / deviation) + (deviation ** 2 + value ** 2) / (2 * prior ** 2) - 0.5;
  });
  return sum;
}

/** Draws averaged in each step of `climb`, by that many copies of the rows. */
const COPIES = 100;

/** Maximises the bound by Adam with a falling rate, as training does. */
function climb(model: LinearModel) {
  const steps = 500;
  const adam = {
    type: 'adam',
    learningRate: 0.05,
    beta1: 0.9,
    beta2: 0.98,
    epsilon: 1e-8,
    weightDecay: 0,
  } as const;
  const sizes = [2, 1];
  const source = normalsFor(3, 'climb');
  const start = initialVariational(sizes, { type: 'standard-normal' }, source);
  let parameters = start.map((values, index) => tf.tensor(values, variationalShapes(sizes)[index]));
  let slots = parameters.map((value) => optimiserSlots(adam).map(() => tf.zerosLike(value)));
  const inputs = tf.tidy(() => tf.tile(tf.tensor2d(model.inputs), [COPIES, 1]));
  const targets = tf.tidy(() =>
    tf.tile(tf.tensor2d(model.targets, [model.targets.length, 1]), [COPIES, 1]),
  );
  for (let step = 0; step < steps; step++) {
    const stepped = tf.tidy(() => {
      const { grads } = tf.valueAndGrads((...tensors: Tensor[]) => {
        const { logLikelihoods, kl } = elboTerms(
          perceptronOf(tensors),
          inputs,
          (outputs) => normalLogLikelihood(outputs, targets, model.noise),
          {
            prior: { type: 'normal', deviation: model.priorDeviation },
            estimator: 'local',
            kl: 'exact',
          },
          source,
        );
        return tf.sub(kl, tf.div(tf.sum(logLikelihoods), COPIES));
      })(parameters);
      const schedule = (1 + Math.cos((Math.PI * step) / steps)) / 2;
      return grads.map((gradient, index) => {
        const next = updateParameter(adam, {
          value: parameters[index]!,
          gradient,
          slots: slots[index]!,
          schedule,
          factor: 1,
          steps: step,
        });
        return [next.value, ...next.slots];
      });
    });
    tf.dispose([...parameters, ...slots.flat()]);
    parameters = stepped.map(([value]) => value!);
    slots = stepped.map(([, ...own]) => own);
  }
  const values = tf.tidy(() =>
    perceptronTensors(perceptronOf(parameters)).map((tensor) => [...tensor.dataSync()]),
  );
  tf.dispose([...parameters, ...slots.flat(), inputs, targets]);
  const [kernelMean, kernelDeviation, biasMean, biasDeviation] = values;
  return {
    means: [...kernelMean!, ...biasMean!],
    deviations: [...kernelDeviation!, ...biasDeviation!],
  };
}

describe('elboTerms', () => {
  it('has likelihoods of labels by the softmax', () => {
    const outputs = tf.tensor2d([
      [Math.log(2), 0],
      [0, Math.log(3)],
    ]);
    const labels = tf.tensor1d([0, 0], 'int32');
    const [first, second] = categoricalLogLikelihood(outputs, labels).dataSync();
    expect(first).toBeCloseTo(Math.log(2 / 3), 6);
    expect(second).toBeCloseTo(Math.log(1 / 4), 6);
  });

  it('refuses an exact KL from a prior without a closed form', () => {
    const run = () =>
      tf.tidy(() => {
        elboTerms(
          linearPerceptron([1, 0], [1, 1]),
          tf.tensor2d([[1]]),
          (outputs) => normalLogLikelihood(outputs, tf.tensor2d([[1]]), 1),
          {
            prior: { type: 'scaleMixture', share: 0.5, wide: 1, narrow: 0.1 },
            estimator: 'local',
            kl: 'exact',
          },
          normalsFor(1, 'any'),
        );
      });
    expect(run).toThrow(/type scaleMixture has no closed form/);
  });

  it('leaves no tensors behind', () => {
    const model = linearModel(true);
    const before = tf.memory().numTensors;
    for (const estimator of ['weights', 'local'] as const) {
      for (const kl of ['exact', 'sampled'] as const) {
        linearElbo(
          model,
          [
            [1, 1, 1],
            [1, 1, 1],
          ],
          { estimator, kl },
          normalsFor(1, 'memory'),
        );
      }
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});
