import fc from 'fast-check';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import { meanProportional, winnerTakesAll } from '../../../compute/explain/lrp/poolingRules.ts';
import { applyLayer } from '../../../compute/networks/applyLayer.ts';
import type { PoolLayer } from '../../../compute/networks/architecture.ts';
import { describeNative } from '../../engine/nativeOnly.ts';
import { denseLayers, range } from './denseLayer.ts';

const size = fc.integer({ min: 1, max: 3 });
const samples = fc
  .record({
    type: fc.constantFrom('maxPool' as const, 'averagePool' as const),
    size: fc.tuple(size, size),
    strides: fc.tuple(size, size),
    padding: fc.constantFrom('same' as const, 'valid' as const),
    input: fc.tuple(fc.integer({ min: 3, max: 6 }), fc.integer({ min: 3, max: 6 }), size),
  })
  .chain(({ input, ...layer }) =>
    fc.record({
      layer: fc.constant<PoolLayer>(layer),
      input: fc.constant(input),
      // Few values, so that maxima are often shared.
      image: fc.array(fc.integer({ min: 1, max: 3 }), {
        minLength: input[0] * input[1] * input[2],
        maxLength: input[0] * input[1] * input[2],
      }),
    }),
  );

function poolingHolds(start: () => Promise<unknown>): void {
  beforeAll(start);

  it('hands relevance to the inputs that the definition names', () => {
    fc.assert(
      fc.property(samples, ({ layer, input, image }) => {
        tf.tidy(() => {
          const x = tf.tensor4d(image, [1, ...input]);
          const output = applyLayer(layer, 0, new Map(), x) as tf.Tensor4D;
          const architecture = {
            name: 'pool',
            inputShape: input,
            classes: output.size,
            layers: [layer, { type: 'flatten' } as const],
          };
          const dense = denseLayers(architecture, new Map())[0]!;
          if (dense.kind !== 'maximum' && dense.kind !== 'mean')
            throw new Error('Expected a pool.');
          const above = range(output.size).map((k) => 1 + k);
          const expected = image.map(() => 0);
          dense.windows.forEach((window, k) => {
            if (dense.kind === 'maximum') {
              const most = Math.max(...window.map((j) => image[j]!));
              expected[window.find((j) => image[j] === most)!]! += above[k]!;
            } else {
              const sum = window.reduce((total, j) => total + image[j]!, 0);
              for (const j of window) expected[j]! += (image[j]! / sum) * above[k]!;
            }
          });
          const rule = layer.type === 'maxPool' ? winnerTakesAll : meanProportional;
          const relevance = tf.tensor4d(above, output.shape);
          const { relevance: below } = rule.propagate(layer, x, output, relevance);
          const actual = below.dataSync();
          // ε = 1e-6 beside a mean of at least 1 takes 1e-6 of the relevance.
          expected.forEach((value, j) => {
            expect(Math.abs(actual[j]! - value)).toBeLessThan(1e-5 * (1 + Math.abs(value)));
          });
        });
      }),
      { numRuns: 200 },
    );
  });

  it('gives a shared maximum to the first in row-major order', () => {
    tf.tidy(() => {
      const layer: PoolLayer = { type: 'maxPool', size: [2, 2], padding: 'valid' };
      const x = tf.tensor4d([1, 2, 2, 2], [1, 2, 2, 1]);
      const output = applyLayer(layer, 0, new Map(), x) as tf.Tensor4D;
      const { relevance } = winnerTakesAll.propagate(layer, x, output, tf.ones([1, 1, 1, 1]));
      expect([...relevance.dataSync()]).toEqual([0, 1, 0, 0]);
    });
  });
}

describe.each(['cpu', 'wasm'])('pooling on %s', (backend) => {
  poolingHolds(() => tf.setBackend(backend));
});

describeNative('pooling on native', () => {
  poolingHolds(() => chooseEngine('native'));
});
