import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import {
  explainByGradient,
  explainByGradientTimesInput,
} from '../../../compute/explain/gradients/explainByGradient.ts';
import { explainByIntegratedGradients } from '../../../compute/explain/gradients/explainByIntegratedGradients.ts';
import type { Layer } from '../../../compute/networks/architecture.ts';
import { expectClose } from '../../engine/tensors.ts';
import { goldenNetwork } from '../lrp/goldenNetwork.ts';
import { disposeParameters, inEngine, plainNetwork } from '../lrp/plainNetwork.ts';
import { differenceOfRelus, linearNetwork } from './functionNetworks.ts';
import { explain, integratedGradients, randomImages, smoothGrad } from './gradientMethods.ts';

beforeAll(async () => {
  await chooseEngine('cpu');
});

describe("DeepExplain's f = relu(relu(x₁ − 1) − relu(x₂)) at [−10, −5] and [3, 1]", () => {
  const points = [
    [-10, -5],
    [3, 1],
  ];

  it('gradient: 1 and −1 where the function is not flat', () => {
    const { maps } = explain(explainByGradient, differenceOfRelus, points, [0, 0]);
    expect([...maps].map((value) => value + 0)).toEqual([0, 0, 1, -1]);
  });

  it('gradient × input: [[0, 0], [3, −1]]', () => {
    const { maps } = explain(explainByGradientTimesInput, differenceOfRelus, points, [0, 0]);
    expect([...maps].map((value) => value + 0)).toEqual([0, 0, 3, -1]);
  });

  it('integrated gradients: [[0, 0], [1.5, −0.5]]', () => {
    const { maps } = explain(integratedGradients(100), differenceOfRelus, points, [0, 0]);
    expectClose(maps, [0, 0, 1.5, -0.5], 1e-6);
  });
});

describe('a linear network', () => {
  const shape = [2, 3, 2] as const;
  const plain = linearNetwork(shape, 3, (feature, target) => Math.sin(feature + 5 * target));
  const [image] = randomImages(1, 12);
  const weights = (target: number) =>
    Array.from({ length: 12 }, (_, feature) => Math.sin(feature + 5 * target));
  const pixelSums = (values: readonly number[]) =>
    Array.from({ length: 6 }, (_, pixel) => values[2 * pixel]! + values[2 * pixel + 1]!);

  it.each([0, 1, 2])('has its weights as gradient of class %i, with noise or without', (target) => {
    const expected = pixelSums(weights(target));
    for (const method of [explainByGradient, smoothGrad]) {
      expectClose(explain(method, plain, [image!], [target]).maps, expected, 1e-6);
    }
  });

  it.each([0, 1, 2])('adds up its terms for class %i, by one step of a path or more', (target) => {
    const expected = pixelSums(weights(target).map((weight, feature) => weight * image![feature]!));
    for (const method of [explainByGradientTimesInput, integratedGradients(1)]) {
      expectClose(explain(method, plain, [image!], [target]).maps, expected, 1e-6);
    }
  });

  it('counts from the baseline of integrated gradients', () => {
    const baseline = new Float32Array(12).fill(0.5);
    const network = inEngine(plain);
    const batch = tf.tensor4d(image!, [1, ...shape]);
    const options = { baseline, steps: 2, batchSize: 1 };
    const { maps, differences, completenessErrors } = explainByIntegratedGradients(
      network,
      batch,
      [1],
      options,
    );
    const terms = weights(1).map((weight, feature) => weight * (image![feature]! - 0.5));
    expectClose(maps, pixelSums(terms), 1e-6);
    expect(differences[0]!).toBeCloseTo(
      terms.reduce((sum, term) => sum + term, 0),
      5,
    );
    expect(Math.abs(completenessErrors[0]!)).toBeLessThan(1e-5);
    batch.dispose();
    disposeParameters(network);
  });
});

it('gradient × input equals that of zennit on its golden network', () => {
  const golden = JSON.parse(
    readFileSync(new URL('../../golden/lrp_zennit.json', import.meta.url), 'utf8'),
  ) as {
    readonly x: readonly number[];
    readonly cases: readonly { name: string; target: number; relevance: readonly number[] }[];
    readonly batchNorm: Parameters<typeof goldenNetwork>[1];
  };
  const cases = golden.cases.filter(({ name }) => name === 'grad*input');
  expect(cases.length).toBeGreaterThan(0);
  const plain = goldenNetwork({ pooling: 'maxPool', batchNorm: 'none' }, golden.batchNorm);
  for (const { target, relevance } of cases) {
    const { maps } = explain(explainByGradientTimesInput, plain, [golden.x], [target]);
    expectClose(maps, relevance, 1e-5);
  }
});

describe("captum's numbers for ε-LRP, which are those of gradient × input", () => {
  const ones = (count: number) => Array.from({ length: count }, () => 1);
  const flatten: Layer = { type: 'flatten' };
  const relu: Layer = { type: 'relu' };

  it('in SimpleLRPModel: dense 3 (all 2), ReLU, dense 1 (all 3)', () => {
    const plain = plainNetwork(
      [1, 3, 1],
      1,
      [
        flatten,
        { type: 'dense', units: 3, bias: false },
        relu,
        { type: 'dense', units: 1, bias: false },
      ],
      { '1.kernel': ones(9).map(() => 2), '3.kernel': ones(3).map(() => 3) },
    );
    const points = [
      [1, 2, 3],
      [3, 6, 9],
    ];
    const { maps } = explain(explainByGradientTimesInput, plain, points, [0, 0]);
    expect([...maps]).toEqual([18, 36, 54, 54, 108, 162]);
  });

  it('in BasicModel_ConvNet_One_Conv, where one filter is silent', () => {
    // Features come here as (row, column, filter), there as (filter, row, column).
    const signs = Array.from({ length: 8 }, (_, feature) =>
      (feature % 2) * 4 + Math.floor(feature / 2) < 5 ? 1 : -1,
    );
    const plain = plainNetwork(
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
        '0.kernel': ones(18),
        '0.bias': [-50, -75],
        '3.kernel': signs.flatMap((sign) => ones(4).map(() => sign)),
      },
    );
    const image = Array.from({ length: 16 }, (_, pixel) => pixel);
    const { maps } = explain(explainByGradientTimesInput, plain, [image], 'predicted');
    expect([...maps]).toEqual([0, 1, 2, 3, 0, 5, 6, 7, 0, 9, 10, 11, 0, 0, 0, 0]);
  });
});
