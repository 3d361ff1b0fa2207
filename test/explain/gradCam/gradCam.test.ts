import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import {
  explainByGradCam,
  layerAboveFeatures,
} from '../../../compute/explain/gradCam/explainByGradCam.ts';
import type { PixelMaps } from '../../../compute/explain/gradients/pixelMaps.ts';
import type { Targets } from '../../../compute/explain/gradients/targetGradient.ts';
import type { Layer } from '../../../compute/networks/architecture.ts';
import { mnist2021 } from '../../../compute/networks/architectures/mnist2021.ts';
import { mnistBetter } from '../../../compute/networks/architectures/mnistBetter.ts';
import { planted } from '../../../compute/networks/architectures/planted.ts';
import { forwardActivations } from '../../../compute/networks/forward.ts';
import { disposeNetwork, loadNetwork } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { expectClose } from '../../engine/tensors.ts';
import { randomNetwork, smallArchitecture } from '../../networks/randomNetwork.ts';
import { CONVOLUTIONAL } from '../gradients/functionNetworks.ts';
import { disposeParameters, inEngine, plainNetwork } from '../lrp/plainNetwork.ts';

beforeAll(async () => {
  await chooseEngine('cpu');
});

const relu: Layer = { type: 'relu' };
const flatten: Layer = { type: 'flatten' };

describe('the layer above the feature maps', () => {
  it('comes after the last convolution, and after its ReLU where one follows', () => {
    // A batch norm that is not folded stands in between.
    expect(layerAboveFeatures(mnistBetter)).toBe(12);
    expect(layerAboveFeatures(mnist2021)).toBe(6);
    expect(layerAboveFeatures(planted)).toBe(5);
  });

  it('does not exist without a convolution', () => {
    const dense = smallArchitecture(flatten, { type: 'dense', units: 3, bias: true });
    expect(() => layerAboveFeatures(dense)).toThrow('small has no conv2d layer');
  });
});

it('is class activation mapping under global average pooling (Selvaraju et al. 2017, section 3.1)', () => {
  // Two 1 × 1 filters: the pixel and its complement; weights 2 and −1 to the class.
  const plain = plainNetwork(
    [4, 4, 1],
    1,
    [
      { type: 'conv2d', filters: 2, kernelSize: [1, 1], padding: 'valid', bias: 'channel' },
      relu,
      { type: 'averagePool', size: [4, 4], padding: 'valid' },
      flatten,
      { type: 'dense', units: 1, bias: true },
    ],
    { '0.kernel': [1, -1], '0.bias': [0, 1], '4.kernel': [2, -1], '4.bias': [7] },
  );
  const pixels = Array.from({ length: 16 }, (_, pixel) => (pixel % 5) / 4);
  const network = inEngine(plain);
  const image = tf.tensor4d(pixels, [1, 4, 4, 1]);
  const { maps } = explainByGradCam(network, image, 'predicted');
  expectClose(
    maps,
    pixels.map((value) => Math.max(0, 2 * value - (1 - value)) / 16),
    1e-6,
  );
  image.dispose();
  disposeParameters(network);
});

it('enlarges between the centres of cells', () => {
  // Cells of 4 pixels hold 1 and 3: constant beyond their centres, a straight line between them.
  const plain = plainNetwork(
    [1, 8, 1],
    1,
    [
      {
        type: 'conv2d',
        filters: 1,
        kernelSize: [1, 4],
        strides: [1, 4],
        padding: 'valid',
        bias: 'none',
      },
      flatten,
      { type: 'dense', units: 1, bias: false },
    ],
    { '0.kernel': [1, 0, 0, 0], '2.kernel': [1, 1] },
  );
  const network = inEngine(plain);
  const image = tf.tensor4d([1, 0, 0, 0, 3, 0, 0, 0], [1, 1, 8, 1]);
  const { maps } = explainByGradCam(network, image, [0]);
  expectClose(maps, [1, 1, 1.25, 1.75, 2.25, 2.75, 3, 3], 1e-6);
  image.dispose();
  disposeParameters(network);
});

describe('a convolutional network', () => {
  const stored = randomNetwork(smallArchitecture(...CONVOLUTIONAL), 8);
  const generator = generatorFor(4);
  const values = Float32Array.from({ length: 180 }, () => generator.uniform());

  function explain(first: number, last: number, targets: Targets): PixelMaps {
    const network = loadNetwork(stored);
    const images = tf.tensor4d(values.slice(60 * first, 60 * last), [last - first, 6, 5, 2]);
    const before = tf.memory().numTensors;
    const explained = explainByGradCam(network, images, targets);
    expect(tf.memory().numTensors).toBe(before);
    images.dispose();
    disposeNetwork(network);
    return explained;
  }

  it('is explained alike in any batch, leaving no tensor', () => {
    const together = explain(0, 3, [0, 1, 2]).maps;
    expect(together).toHaveLength(90);
    const alone = [0, 1, 2].flatMap((image) => [...explain(image, image + 1, [image]).maps]);
    expectClose(together, alone, 1e-5);
    expect(together.every((value) => value >= 0)).toBe(true);
  });

  it('weights feature maps by what small changes of them do to the logit', () => {
    const network = loadNetwork(stored);
    const { maps } = explain(0, 1, [1]);
    tf.tidy(() => {
      const image = tf.tensor4d(values.slice(0, 60), [1, 6, 5, 2]);
      const features = forwardActivations(network, image)[5]!.output;
      expect(features.shape).toEqual([1, 2, 1, 5]);
      const hidden = stored.weights.get('7.kernel')!.values;
      const last = stored.weights.get('9.kernel')!.values;
      const own = features.dataSync();
      const before = forwardActivations(network, image)[7]!.output.dataSync();
      // dlogit/dfeature through the one hidden layer, by hand.
      const slope = (feature: number) =>
        [...before].reduce(
          (sum, value, unit) =>
            value > 0 ? sum + hidden[feature * 6 + unit]! * last[unit * 3 + 1]! : sum,
          0,
        );
      const weights = [0, 1, 2, 3, 4].map((filter) => (slope(filter) + slope(5 + filter)) / 2);
      const coarse = [0, 1].map((row) =>
        Math.max(
          0,
          weights.reduce((sum, weight, filter) => sum + weight * own[row * 5 + filter]!, 0),
        ),
      );
      // Rows 0 and 5 lie beyond the centres of the two cells, at 1 and 4.
      expect(maps[0]!).toBeCloseTo(coarse[0]!, 4);
      expect(maps[29]!).toBeCloseTo(coarse[1]!, 4);
      expect(Math.max(...coarse)).toBeGreaterThan(0);
    });
    disposeNetwork(network);
  });

  it('refuses targets that do not fit', () => {
    expect(() => explain(0, 3, [0])).toThrow('1 targets for 3 images');
  });
});
