import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Layer } from '../../compute/networks/architecture.ts';
import { foldRepeatedChannels } from '../../compute/networks/foldRepeatedChannels.ts';
import { forward } from '../../compute/networks/forward.ts';
import { disposeNetwork, loadNetwork, type StoredNetwork } from '../../compute/networks/network.ts';
import { randomNetwork, smallArchitecture } from './randomNetwork.ts';

beforeAll(() => tf.setBackend('cpu'));

const repeat: Layer = { type: 'repeatChannels', times: 3 };
const conv: Layer = {
  type: 'conv2d',
  filters: 4,
  kernelSize: [2, 3],
  padding: 'same',
  bias: 'channel',
};
const head: Layer[] = [{ type: 'flatten' }, { type: 'dense', units: 3, bias: true }];

function logits(stored: StoredNetwork): number[] {
  const network = loadNetwork(stored);
  const values = tf.tidy(() => [
    ...forward(network, tf.randomUniform([4, 6, 5, 2], 0, 1, 'float32', 5)).dataSync(),
  ]);
  disposeNetwork(network);
  return values;
}

describe('folding repeated channels', () => {
  it.each([
    ['before a convolution', [repeat, conv, ...head], ['conv2d', 'flatten', 'dense']],
    [
      'twice',
      [repeat, conv, { type: 'relu' }, repeat, conv, ...head],
      ['conv2d', 'relu', 'conv2d', 'flatten', 'dense'],
    ],
    ['not before anything else', [repeat, ...head], ['repeatChannels', 'flatten', 'dense']],
  ] as [string, Layer[], string[]][])('keeps the logits: %s', (_, layers, types) => {
    const stored = randomNetwork(smallArchitecture(...layers), 3);
    const folded = foldRepeatedChannels(stored);
    expect(folded.architecture.layers.map(({ type }) => type)).toEqual(types);
    const expected = logits(stored);
    logits(folded).forEach((value, index) => {
      expect(Math.abs(value - expected[index]!)).toBeLessThan(1e-4 * (1 + Math.abs(value)));
    });
  });
});
