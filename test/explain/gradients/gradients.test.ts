import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import {
  explainByGradient,
  explainByGradientTimesInput,
} from '../../../compute/explain/gradients/explainByGradient.ts';
import { explainByIntegratedGradients } from '../../../compute/explain/gradients/explainByIntegratedGradients.ts';
import { explainBySmoothGrad } from '../../../compute/explain/gradients/explainBySmoothGrad.ts';
import { noisyCopies } from '../../../compute/explain/gradients/noisyCopies.ts';
import type { PixelMaps } from '../../../compute/explain/gradients/pixelMaps.ts';
import type { Targets } from '../../../compute/explain/gradients/targetGradient.ts';
import { zero } from '../../../compute/explain/lrp/composites.ts';
import { explainByLrp, pixelRelevance } from '../../../compute/explain/lrp/explainByLrp.ts';
import type { Layer } from '../../../compute/networks/architecture.ts';
import { disposeNetwork, loadNetwork, type Network } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { expectClose } from '../../engine/tensors.ts';
import { randomNetwork, smallArchitecture } from '../../networks/randomNetwork.ts';
import { goldenNetwork } from '../lrp/goldenNetwork.ts';
import {
  disposeParameters,
  inEngine,
  plainNetwork,
  type PlainNetwork,
} from '../lrp/plainNetwork.ts';
import { CONVOLUTIONAL, differenceOfRelus, linearNetwork } from './functionNetworks.ts';

beforeAll(async () => {
  await chooseEngine('cpu');
});

type Method = (network: Network, images: Tensor4D, targets: Targets) => PixelMaps;

/** Noise from a seed that each image brings along, in its first pixel. */
const smoothGrad: Method = (network, images, targets) =>
  explainBySmoothGrad(network, images, targets, { samples: 7, noise: 0.2, batchSize: 3 }, (image) =>
    generatorFor(1, 'noise', Math.round(1e4 * images.dataSync()[60 * image]!)),
  );

const integratedGradients =
  (steps: number, batchSize = 16): Method =>
  (network, images, targets) => {
    const baseline = new Float32Array(images.size / images.shape[0]);
    return explainByIntegratedGradients(network, images, targets, { baseline, steps, batchSize });
  };

const METHODS: readonly (readonly [string, Method])[] = [
  ['gradient', explainByGradient],
  ['gradient × input', explainByGradientTimesInput],
  ['SmoothGrad', smoothGrad],
  ['integrated gradients', integratedGradients(8)],
];

/** Explains some images by a network and frees both. */
function explain(
  method: Method,
  plain: PlainNetwork,
  images: readonly (readonly number[])[],
  targets: Targets,
): PixelMaps {
  const network = inEngine(plain);
  const batch = tf.tensor4d(images.flat(), [images.length, ...plain.architecture.inputShape]);
  try {
    return method(network, batch, targets);
  } finally {
    batch.dispose();
    disposeParameters(network);
  }
}

function randomImages(count: number, pixels: number): number[][] {
  const generator = generatorFor(3, 'images');
  return Array.from({ length: count }, () =>
    Array.from({ length: pixels }, () => generator.uniform()),
  );
}

const convolutional = randomNetwork(smallArchitecture(...CONVOLUTIONAL), 5);
const images = randomImages(3, 60);

/** Runs work on the convolutional network in the engine and checks that it leaves no tensor. */
function onConvolutional<T>(work: (network: Network, images: Tensor4D) => T): T {
  const network = loadNetwork(convolutional);
  const batch = tf.tensor4d(images.flat(), [3, 6, 5, 2]);
  const before = tf.memory().numTensors;
  const result = work(network, batch);
  expect(tf.memory().numTensors).toBe(before);
  batch.dispose();
  disposeNetwork(network);
  return result;
}

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

describe('a convolutional network', () => {
  it('has gradient × input equal to LRP-0, standardisation and biases included', () => {
    onConvolutional((network, batch) => {
      const { maps, logits, targets } = explainByGradientTimesInput(network, batch, 'predicted');
      const lrp = explainByLrp(network, batch, 'predicted', zero);
      // Standardisation is affine: LRP counts from black like gradient × input.
      const pixels = tf.tidy(() => pixelRelevance(lrp.relevance).dataSync());
      lrp.relevance.dispose();
      expectClose(maps, pixels, 1e-4);
      expectClose(logits, lrp.logits, 1e-5);
      expect(targets).toEqual(lrp.targets);
    });
  });

  it('has the gradient that differences of its logits give', () => {
    onConvolutional((network, batch) => {
      const { maps } = explainByGradient(network, batch, [2, 2, 2]);
      const step = 1e-3;
      const moved = (pixel: number, by: number) =>
        explainByGradient(
          network,
          tf.tensor4d(
            images[0]!.map((value, index) => (index === pixel ? value + by : value)),
            [1, 6, 5, 2],
          ),
          [2],
        ).logits[2]!;
      tf.tidy(() => {
        for (const pixel of [0, 13, 29]) {
          const both = [2 * pixel, 2 * pixel + 1].map(
            (index) => (moved(index, step) - moved(index, -step)) / (2 * step),
          );
          expect(maps[pixel]!).toBeCloseTo(both[0]! + both[1]!, 2);
        }
      });
    });
  });

  it('is explained completely by integrated gradients of many steps, better than of few', () => {
    const errors = [4, 32, 512].map((steps) =>
      onConvolutional((network, batch) => {
        const options = { baseline: new Float32Array(60), steps, batchSize: 64 };
        const { completenessErrors, differences, maps } = explainByIntegratedGradients(
          network,
          batch,
          [0, 1, 2],
          options,
        );
        const sum = maps.subarray(0, 30).reduce((total, value) => total + value, 0);
        expect(completenessErrors[0]!).toBeCloseTo(sum - differences[0]!, 5);
        return completenessErrors.reduce(
          (worst, error, image) => Math.max(worst, Math.abs(error / differences[image]!)),
          0,
        );
      }),
    );
    expect(errors[2]!).toBeLessThan(errors[0]!);
    expect(errors[2]!).toBeLessThan(0.01);
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

describe.each(METHODS)('%s', (_, method) => {
  it('explains an image alike in any batch, and leaves no tensor', () => {
    const together = onConvolutional((network, batch) => method(network, batch, [2, 0, 1]));
    expect(together.maps).toHaveLength(90);
    const alone = images.flatMap((_, index) =>
      onConvolutional((network, batch) => {
        const one = tf.slice(batch, [index, 0, 0, 0], [1, -1, -1, -1]);
        const { maps } = method(network, one, [[2, 0, 1][index]!]);
        one.dispose();
        return [...maps];
      }),
    );
    expectClose(together.maps, alone, 1e-5);
  });

  it('explains the class of the largest logit when asked for the predicted one', () => {
    onConvolutional((network, batch) => {
      const predicted = method(network, batch, 'predicted');
      const chosen = method(network, batch, predicted.targets);
      expect(predicted.maps).toEqual(chosen.maps);
      predicted.targets.forEach((target, image) => {
        const own = predicted.logits.slice(3 * image, 3 * image + 3);
        expect(own[target]).toBe(Math.max(...own));
      });
    });
  });

  it('gives other classes other maps', () => {
    onConvolutional((network, batch) => {
      const first = method(network, batch, [0, 0, 0]).maps;
      expect(method(network, batch, [1, 1, 1]).maps).not.toEqual(first);
    });
  });

  it('refuses images and targets that do not fit', () => {
    onConvolutional((network, batch) => {
      expect(() => method(network, batch, [0, 1])).toThrow('2 targets for 3 images');
      expect(() => method(network, batch, [0, 1, 3])).toThrow('Target 3 is no class');
      tf.tidy(() => {
        expect(() => method(network, tf.zeros([1, 5, 6, 2]), [0])).toThrow('[n, 6, 5, 2]');
      });
    });
  });
});

describe('options', () => {
  const image = Float32Array.from(images[0]!);

  it('draw the same noise whatever the number of samples, as wide as asked for', () => {
    const few = noisyCopies(image, { samples: 2, noise: 0.1 }, generatorFor(1));
    const many = noisyCopies(image, { samples: 400, noise: 0.1 }, generatorFor(1));
    expect(many.subarray(0, few.length)).toEqual(few);
    const range = Math.max(...image) - Math.min(...image);
    const noise = many.map((value, index) => (value - image[index % 60]!) / (0.1 * range));
    const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
    const squares = noise.reduce((sum, value) => sum + value * value, 0) / noise.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(squares).toBeCloseTo(1, 1);
    expect(noisyCopies(image, { samples: 1, noise: 0 }, generatorFor(1))).toEqual(image);
  });

  it.each([
    [{ samples: 0, noise: 0.1 }, /samples is 0/],
    [{ samples: 1.5, noise: 0.1 }, /samples is 1.5/],
    [{ samples: 2, noise: -1 }, /noise is -1/],
    [{ samples: 2, noise: NaN }, /noise is NaN/],
  ])('of noise are refused: %j', (options, message) => {
    expect(() => noisyCopies(image, options, generatorFor(1))).toThrow(message);
  });

  it.each([
    [{ steps: 0 }, /steps is 0/],
    [{ batchSize: 0 }, /batchSize is 0/],
    [{ baseline: new Float32Array(59) }, /a baseline of 59 numbers for images of 60/],
  ])('of paths are refused: %j', (wrong, message) => {
    onConvolutional((network, batch) => {
      const options = { baseline: new Float32Array(60), steps: 4, batchSize: 4, ...wrong };
      expect(() => explainByIntegratedGradients(network, batch, [0, 0, 0], options)).toThrow(
        message,
      );
    });
  });

  it('do not let the batch size of samples change a map', () => {
    const of = (batchSize: number) =>
      onConvolutional((network, batch) => [
        ...explainBySmoothGrad(
          network,
          batch,
          [0, 1, 2],
          { samples: 6, noise: 0.1, batchSize },
          (image) => generatorFor(image),
        ).maps,
        ...integratedGradients(6, batchSize)(network, batch, [0, 1, 2]).maps,
      ]);
    const expected = of(6);
    for (const batchSize of [1, 4, 100]) expectClose(of(batchSize), expected, 1e-5);
  });
});
