import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { mnist2021 } from '../../compute/networks/architectures/mnist2021.ts';
import type { Architecture, Layer } from '../../compute/networks/architecture.ts';
import { evaluate, predictedClasses } from '../../compute/networks/evaluate.ts';
import { forward, forwardActivations } from '../../compute/networks/forward.ts';
import { initialWeights } from '../../compute/networks/initialWeights.ts';
import { countParameters } from '../../compute/networks/layerParameters.ts';
import { layerShapes } from '../../compute/networks/layerShapes.ts';
import {
  disposeNetwork,
  loadNetwork,
  storeNetwork,
  type StoredNetwork,
} from '../../compute/networks/network.ts';
import { generatorFor } from '../../compute/random/generator.ts';
import { randomNetwork, smallArchitecture } from './randomNetwork.ts';

beforeAll(() => tf.setBackend('cpu'));

/** A network whose logits can be worked out by hand. */
const tiny: StoredNetwork = {
  architecture: {
    name: 'tiny',
    inputShape: [2, 2, 1],
    classes: 2,
    layers: [
      { type: 'standardise', mean: [0.5], deviation: [0.5] },
      { type: 'conv2d', filters: 1, kernelSize: [1, 2], padding: 'valid', bias: 'channel' },
      { type: 'relu' },
      { type: 'flatten' },
      { type: 'dense', units: 2, bias: false },
      { type: 'scale', factor: 0.5 },
    ],
  },
  weights: new Map([
    ['1.kernel', { shape: [1, 2, 1, 1], values: Float32Array.of(2, -1) }],
    ['1.bias', { shape: [1], values: Float32Array.of(0.5) }],
    ['4.kernel', { shape: [2, 2], values: Float32Array.of(1, 10, 2, -4) }],
  ]),
};

describe('forward', () => {
  it('gives logits worked out by hand', () => {
    // Standardised: [1, -1], [0, 1]. Convolved: 2 + 1 + 0.5 = 3.5; 0 - 1 + 0.5 = -0.5, off.
    const network = loadNetwork(tiny);
    const logits = tf.tidy(() =>
      Array.from(forward(network, tf.tensor4d([1, 0, 0.5, 1], [1, 2, 2, 1])).dataSync()),
    );
    expect(logits).toEqual([1.75, 17.5]);
    disposeNetwork(network);
  });

  it('moves bias and ReLU behind a max pooling without changing a bit', () => {
    const layers: Layer[] = [
      { type: 'conv2d', filters: 3, kernelSize: [2, 2], padding: 'same', bias: 'channel' },
      { type: 'relu' },
      { type: 'maxPool', size: [2, 2], padding: 'same' },
      { type: 'flatten' },
      { type: 'dense', units: 3, bias: true },
    ];
    const network = loadNetwork(randomNetwork(smallArchitecture(...layers), 9));
    tf.tidy(() => {
      const images = tf.randomUniform<tf.Rank.R4>([5, 6, 5, 2], 0, 1, 'float32', 3);
      const expected = forwardActivations(network, images).at(-1)!.output;
      expect(forward(network, images).dataSync()).toEqual(expected.dataSync());
    });
    disposeNetwork(network);
  });

  it('agrees with the activations layer by layer, whose shapes are those inferred', () => {
    const network = loadNetwork(initialWeights(mnist2021, 'glorot', generatorFor(1)));
    tf.tidy(() => {
      const images = tf.randomUniform<tf.Rank.R4>([2, 28, 28, 1], 0, 1, 'float32', 3);
      const activations = forwardActivations(network, images);
      const shapes = activations.map(({ output }) => output.shape.slice(1));
      expect(shapes).toEqual(layerShapes(mnist2021));
      const difference = tf.sub(activations.at(-1)!.output, forward(network, images));
      expect(tf.max(tf.abs(difference)).dataSync()[0]).toBeLessThan(1e-6);
    });
    disposeNetwork(network);
  });

  it('refuses images of another shape', () => {
    const network = loadNetwork(tiny);
    tf.tidy(() => {
      expect(() => forward(network, tf.zeros([1, 3, 2, 1]))).toThrow('[n, 2, 2, 1]');
    });
    disposeNetwork(network);
  });

  it('frees everything but its logits', () => {
    const before = tf.memory();
    const network = loadNetwork(tiny);
    const images = tf.ones<tf.Rank.R4>([3, 2, 2, 1]);
    const loaded = tf.memory().numTensors;
    const logits = forward(network, images);
    expect(tf.memory().numTensors).toBe(loaded + 1);
    expect(images.isDisposed).toBe(false);
    tf.dispose([logits, images]);
    disposeNetwork(network);
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numBytes).toBe(before.numBytes);
  });
});

describe('networks as data', () => {
  it('counts the parameters of the 2021 MNIST network', () => {
    expect(countParameters(mnist2021)).toBe(35_402);
  });

  it('comes back unchanged from the numeric engine', () => {
    const network = loadNetwork(tiny);
    expect(storeNetwork(network)).toEqual(tiny);
    disposeNetwork(network);
  });

  it('names a parameter that is missing, unknown or of the wrong shape', () => {
    const without = new Map(tiny.weights);
    without.delete('1.bias');
    expect(() => loadNetwork({ ...tiny, weights: without })).toThrow('1.bias is missing');
    const flat = { shape: [4], values: new Float32Array(4) };
    const misshapen = new Map(tiny.weights).set('4.kernel', flat);
    expect(() => loadNetwork({ ...tiny, weights: misshapen })).toThrow('4.kernel has shape [4]');
    const extra = new Map(tiny.weights).set('2.kernel', flat);
    expect(() => loadNetwork({ ...tiny, weights: extra })).toThrow('2.kernel belongs to none');
  });

  it('names the layer that cannot take its input', () => {
    const wrong: Architecture = { ...mnist2021, layers: mnist2021.layers.slice(0, -1) };
    expect(() => layerShapes(wrong)).toThrow('[1600], but there are 10 classes');
    const unflattened = { ...mnist2021, layers: mnist2021.layers.toSpliced(7, 1) };
    expect(() => layerShapes(unflattened)).toThrow('layer 8 (dense)');
  });
});

describe('evaluate', () => {
  it('gives the same logits whatever the batch size', () => {
    const network = loadNetwork(tiny);
    const pixels = Uint8Array.from({ length: 28 }, (_, index) => (index * 37) % 256);
    const images = { shape: [2, 2, 1] as const, count: 7, pixels };
    const whole = evaluate(network, images, 7);
    const done: number[] = [];
    expect(evaluate(network, images, 3, (share) => done.push(share))).toEqual(whole);
    expect(done).toEqual([3 / 7, 6 / 7, 1]);
    expect(whole).toHaveLength(14);
    disposeNetwork(network);
  });

  it('takes the first of equal logits', () => {
    expect(predictedClasses(Float32Array.of(0, 1, 1, 5, -1, 5), 3)).toEqual(Uint8Array.of(1, 0));
  });
});
