import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { withRulesAt, type Composite } from '../../../compute/explain/lrp/composite.ts';
import { epsilon, uniform } from '../../../compute/explain/lrp/composites.ts';
import { explainByLrp } from '../../../compute/explain/lrp/explainByLrp.ts';
import { gamma, pass, zPlus } from '../../../compute/explain/lrp/rules.ts';
import type { Layer } from '../../../compute/networks/architecture.ts';
import { range } from './denseLayer.ts';
import { disposeParameters, inEngine, plainNetwork, type PlainNetwork } from './plainNetwork.ts';

/**
 * Tensors that the tests of captum (tests/attr/test_lrp.py) and DeepExplain
 * (deepexplain/tests/test_tensorflow.py) expect. Their cases with a skip connection, with tanh, or
 * with pooling over the outputs of a dense layer ask for layers that no network here has.
 */
const captumStabiliser = 1e-9;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function relevanceOf(
  plain: PlainNetwork,
  images: readonly (readonly number[])[],
  target: number | 'predicted',
  composite: Composite,
): number[] {
  const network = inEngine(plain);
  const relevance = tf.tidy(() => {
    const batch = tf.tensor4d(images.flat(), [images.length, ...plain.architecture.inputShape]);
    const targets = target === 'predicted' ? target : images.map(() => target);
    return [...explainByLrp(network, batch, targets, composite).relevance.dataSync()];
  });
  disposeParameters(network);
  return relevance;
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, index) => {
    expect(Math.abs(actual[index]! - value)).toBeLessThan(1e-4);
  });
}

const flatten: Layer = { type: 'flatten' };
const relu: Layer = { type: 'relu' };
const constant = (value: number, count: number) => range(count).map(() => value);

describe('captum SimpleLRPModel: dense 3 (all 2), ReLU, dense 1 (all 3)', () => {
  const model = (firstWeight: number) =>
    plainNetwork(
      [1, 1, 3],
      1,
      [
        flatten,
        { type: 'dense', units: 3, bias: false },
        relu,
        { type: 'dense', units: 1, bias: false },
      ],
      { '1.kernel': [firstWeight, ...constant(2, 8)], '3.kernel': constant(3, 3) },
    );
  const x = [1, 2, 3];
  const captumEpsilon = epsilon(captumStabiliser);

  it('ε', () => {
    expectClose(relevanceOf(model(2), [x], 0, captumEpsilon), [18, 36, 54]);
  });

  it('ε on a batch', () => {
    const batch = [x, x.map((value) => 3 * value)];
    expectClose(relevanceOf(model(2), batch, 0, captumEpsilon), [18, 36, 54, 54, 108, 162]);
  });

  it('γ = 1, then γ = 0.25', () => {
    const rules = new Map([
      [1, gamma(1)],
      [3, gamma(0.25)],
    ]);
    const composite = withRulesAt(captumEpsilon, rules);
    expectClose(relevanceOf(model(-2), [x], 0, composite), [28 / 3, 104 / 3, 52]);
  });

  it('α1β0 twice', () => {
    expectClose(relevanceOf(model(-2), [x], 0, uniform('z+', zPlus)), [12, 33.6, 50.4]);
  });

  it('identity, then ε', () => {
    const composite = withRulesAt(captumEpsilon, new Map([[1, pass]]));
    expectClose(relevanceOf(model(-2), [x], 0, composite), [24, 36, 36]);
  });
});

it('captum BasicModel_ConvNet_One_Conv: all of the logit arrives at the pixels', () => {
  // Features come here as (row, column, filter), there as (filter, row, column).
  const signs = range(8).map((feature) => {
    const theirs = (feature % 2) * 4 + Math.floor(feature / 2);
    return theirs < 5 ? 1 : -1;
  });
  const network = plainNetwork(
    [4, 4, 1],
    4,
    [
      { type: 'conv2d', filters: 2, kernelSize: [3, 3], padding: 'valid', bias: 'channel' },
      relu,
      flatten,
      { type: 'dense', units: 4, bias: false },
      relu,
    ],
    {
      '0.kernel': constant(1, 18),
      '0.bias': [-50, -75],
      '3.kernel': signs.flatMap((sign) => constant(sign, 4)),
    },
  );
  const relevance = relevanceOf(network, [range(16)], 'predicted', epsilon(captumStabiliser));
  expectClose(relevance, [0, 1, 2, 3, 0, 5, 6, 7, 0, 9, 10, 11, 0, 0, 0, 0]);
});

it('captum max pooling: the maximum takes all', () => {
  const network = plainNetwork(
    [2, 2, 1],
    1,
    [{ type: 'maxPool', size: [2, 2], padding: 'valid' }, flatten],
    {},
  );
  expectClose(relevanceOf(network, [[1, 2, 5, 6]], 0, epsilon(captumStabiliser)), [0, 0, 0, 6]);
});

it('captum BasicModel_MultiLayer: biases of either sign take and give', () => {
  const network = plainNetwork(
    [1, 1, 3],
    2,
    [
      flatten,
      { type: 'dense', units: 3, bias: false },
      { type: 'dense', units: 4, bias: true },
      relu,
      { type: 'dense', units: 2, bias: true },
    ],
    {
      '1.kernel': [1, 0, 0, 0, 1, 0, 0, 0, 1],
      '2.kernel': constant(1, 12),
      '2.bias': [-10, 1, 1, 1],
      '4.kernel': constant(1, 8),
      '4.bias': [-1, 1],
    },
  );
  // Its two inputs x and 3x enter as their sum 4x.
  expectClose(relevanceOf(network, [[4, 8, 12]], 0, epsilon(captumStabiliser)), [16, 32, 48]);
});

it('DeepExplain elrp: relu(relu(x₁ − 1) − relu(x₂))', () => {
  const network = plainNetwork(
    [1, 1, 2],
    1,
    [
      flatten,
      { type: 'dense', units: 2, bias: true },
      relu,
      { type: 'dense', units: 1, bias: false },
      relu,
    ],
    { '1.kernel': [1, 0, 0, 1], '1.bias': [-1, 0], '3.kernel': [1, -1] },
  );
  const images = [
    [-10, -5],
    [3, 1],
  ];
  expectClose(relevanceOf(network, images, 0, epsilon(1e-6)), [0, 0, 3, -1]);
});
