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
import { zero } from '../../../compute/explain/lrp/composites.ts';
import { explainByLrp, pixelRelevance } from '../../../compute/explain/lrp/explainByLrp.ts';
import { disposeNetwork, loadNetwork, type Network } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { expectClose } from '../../engine/tensors.ts';
import { randomNetwork, smallArchitecture } from '../../networks/randomNetwork.ts';
import { CONVOLUTIONAL } from './functionNetworks.ts';
import { integratedGradients, randomImages, smoothGrad, type Method } from './gradientMethods.ts';

beforeAll(async () => {
  await chooseEngine('cpu');
});

const METHODS: readonly (readonly [string, Method])[] = [
  ['gradient', explainByGradient],
  ['gradient × input', explainByGradientTimesInput],
  ['SmoothGrad', smoothGrad],
  ['integrated gradients', integratedGradients(8)],
];

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
