import fc from 'fast-check';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import type { Architecture, Layer } from '../../compute/networks/architecture.ts';
import { foldBatchNorm } from '../../compute/networks/foldBatchNorm.ts';
import { forward } from '../../compute/networks/forward.ts';
import { layerShapes } from '../../compute/networks/layerShapes.ts';
import { disposeNetwork, loadNetwork, type StoredNetwork } from '../../compute/networks/network.ts';
import { randomNetwork, smallArchitecture } from './randomNetwork.ts';

beforeAll(() => tf.setBackend('cpu'));

const batchNorm: Layer = {
  type: 'batchNorm',
  epsilon: 1e-3,
  momentum: 0.9,
  scale: true,
  offset: true,
};
const relu: Layer = { type: 'relu' };
const pool = (type: 'maxPool' | 'averagePool', padding: 'same' | 'valid'): Layer => ({
  type,
  size: [2, 2],
  padding,
});
const conv = (padding: 'same' | 'valid', bias: 'none' | 'channel', stride = 1): Layer => ({
  type: 'conv2d',
  filters: 3,
  kernelSize: [2, 3],
  strides: [stride, 1],
  padding,
  bias,
});
const head: Layer[] = [{ type: 'flatten' }, { type: 'dense', units: 3, bias: true }];

function logits(stored: StoredNetwork): Float32Array {
  const network = loadNetwork(stored);
  const values = tf.tidy(() => {
    const shape = [4, ...stored.architecture.inputShape] as [number, number, number, number];
    return forward(network, tf.randomUniform(shape, 0, 1, 'float32', 5)).dataSync();
  });
  disposeNetwork(network);
  return values as Float32Array;
}

/** Largest difference of logits, relative to the largest logit where that exceeds 1. */
function change(before: StoredNetwork, after: StoredNetwork): number {
  const expected = logits(before);
  const found = logits(after);
  const size = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
  return (
    found.reduce((most, value, at) => Math.max(most, Math.abs(value - expected[at]!)), 0) / size
  );
}

/** Folds a random network of the layers and returns the layer types that are left. */
function foldedTypes(layers: Layer[], positive = false): string[] {
  const stored = randomNetwork(smallArchitecture(...layers), 11, positive);
  const folded = foldBatchNorm(stored);
  expect(change(stored, folded)).toBeLessThan(1e-5);
  return folded.architecture.layers.map(({ type }) => type);
}

describe('foldBatchNorm', () => {
  it('folds into the convolution before', () => {
    const types = foldedTypes([conv('same', 'none'), batchNorm, relu, ...head]);
    expect(types).toEqual(['conv2d', 'relu', 'flatten', 'dense']);
  });

  it('folds into the dense layer before', () => {
    const types = foldedTypes([...head, batchNorm, relu, ...head.slice(1)]);
    expect(types).toEqual(['flatten', 'dense', 'relu', 'dense']);
  });

  it('folds through max pooling when scales are positive', () => {
    const layers = [conv('valid', 'channel'), pool('maxPool', 'same'), batchNorm, relu, ...head];
    expect(foldedTypes(layers, true)).toEqual(['conv2d', 'maxPool', 'relu', 'flatten', 'dense']);
  });

  it('folds negative scales after max pooling forward where nothing stands in the way', () => {
    const layers = [conv('valid', 'channel'), pool('maxPool', 'same'), batchNorm, ...head];
    expect(foldedTypes(layers)).toEqual(['conv2d', 'maxPool', 'flatten', 'dense']);
  });

  it('folds after a ReLU into a padded convolution, exactly at the border', () => {
    const layers = [conv('same', 'channel'), relu, batchNorm, conv('same', 'none', 2), ...head];
    const stored = randomNetwork(smallArchitecture(...layers), 3);
    const folded = foldBatchNorm(stored);
    expect(change(stored, folded)).toBeLessThan(1e-5);
    expect(folded.architecture.layers[2]).toMatchObject({ type: 'conv2d', bias: 'position' });
  });

  it('keeps one bias a channel where the convolution is not padded', () => {
    const layers = [conv('same', 'channel'), relu, batchNorm, conv('valid', 'none'), ...head];
    const folded = foldBatchNorm(randomNetwork(smallArchitecture(...layers), 3));
    expect(folded.architecture.layers[2]).toMatchObject({ type: 'conv2d', bias: 'channel' });
  });

  it('drops dropout and changes nothing else', () => {
    const stored = randomNetwork(
      smallArchitecture(conv('same', 'channel'), { type: 'dropout', rate: 0.5 }, relu, ...head),
      8,
    );
    expect(Array.from(logits(foldBatchNorm(stored)))).toEqual(Array.from(logits(stored)));
    expect(foldedTypes([...stored.architecture.layers])).not.toContain('dropout');
  });

  it('names the layer and the reason when it cannot fold', () => {
    const fold = (...layers: Layer[]) =>
      foldBatchNorm(randomNetwork(smallArchitecture(...layers), 2));
    expect(() => fold(conv('same', 'none'), relu, batchNorm, relu, ...head)).toThrow(
      'the batch norm at layer 2 cannot be folded: layer 3 (relu) stands between',
    );
    expect(() =>
      fold(conv('same', 'none'), relu, batchNorm, pool('maxPool', 'valid'), ...head),
    ).toThrow(/layer 2 cannot be folded: its scale is not positive in channel \d/);
  });

  it('leaves the logits of any chain of blocks unchanged', () => {
    const dropout: Layer = { type: 'dropout', rate: 0.2 };
    const padding = fc.constantFrom<'same' | 'valid'>('same', 'valid');
    const block = fc
      .record({
        padding,
        pooling: fc.constantFrom<'maxPool' | 'averagePool'>('maxPool', 'averagePool'),
        bias: fc.constantFrom<'none' | 'channel'>('none', 'channel'),
        stride: fc.constantFrom(1, 2),
        order: fc.constantFrom('CBR', 'CPBR', 'CRB', 'CRBP', 'CBPR', 'CRPB', 'BCR', 'CBBR'),
        dropped: fc.boolean(),
      })
      .map(({ order, dropped, pooling, ...choice }): Layer[] => {
        const layer: Record<string, Layer> = {
          C: conv('same', choice.bias, choice.stride),
          P: pool(pooling, 'same'),
          B: batchNorm,
          R: relu,
        };
        return [...Array.from(order, (letter) => layer[letter]!), ...(dropped ? [dropout] : [])];
      });
    const network = fc.record({
      seed: fc.integer(),
      blocks: fc.array(block, { minLength: 1, maxLength: 3 }),
      start: fc.constantFrom<Layer[]>([], [{ type: 'repeatChannels', times: 2 }]),
      factor: fc.constantFrom(0.3, -2),
    });
    fc.assert(
      fc.property(network, ({ seed, blocks, start, factor }) => {
        const layers = [...start, ...blocks.flat(), { type: 'scale' as const, factor }, ...head];
        const architecture: Architecture = smallArchitecture(...layers);
        layerShapes(architecture);
        const stored = randomNetwork(architecture, seed, true);
        const folded = foldBatchNorm(stored);
        const types = folded.architecture.layers.map(({ type }) => type);
        expect(types).not.toContain('batchNorm');
        expect(types).not.toContain('dropout');
        expect(change(stored, folded)).toBeLessThan(1e-4);
      }),
      { numRuns: 60 },
    );
  });
});
