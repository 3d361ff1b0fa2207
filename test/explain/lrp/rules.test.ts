import fc from 'fast-check';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { propagate } from '../../../compute/explain/lrp/propagate.ts';
import { alphaBeta, box } from '../../../compute/explain/lrp/rules.ts';
import { traceForward } from '../../../compute/explain/lrp/trace.ts';
import type { Architecture } from '../../../compute/networks/architecture.ts';
import { layerShapes } from '../../../compute/networks/layerShapes.ts';
import { denseLayers } from './denseLayer.ts';
import { disposeParameters, inEngine, randomNetwork } from './plainNetwork.ts';
import { RULE_REPLICAS } from './ruleReplicaRegistry.ts';

beforeAll(async () => {
  await tf.setBackend('wasm');
});

const small = fc.integer({ min: 1, max: 3 });

/**
 * Strides no longer than the kernel: beyond that the wasm backend convolves wrongly under `same`
 * padding, and no network here skips pixels.
 */
const convolutions = fc
  .record({
    type: fc.constant('conv2d' as const),
    filters: small,
    kernelSize: fc.tuple(small, small),
    strides: fc.tuple(small, small),
    padding: fc.constantFrom('same' as const, 'valid' as const),
    bias: fc.constantFrom('none' as const, 'channel' as const, 'position' as const),
  })
  .filter(({ kernelSize, strides }) => [0, 1].every((axis) => strides[axis]! <= kernelSize[axis]!));

const denseLayerTypes = fc.record({
  type: fc.constant('dense' as const),
  units: small,
  bias: fc.boolean(),
});

/** The layer, flattened before or after so that the network ends in as many classes as values. */
const architectures: fc.Arbitrary<Architecture> = fc
  .tuple(
    fc.oneof(convolutions, denseLayerTypes),
    fc.tuple(fc.integer({ min: 3, max: 5 }), fc.integer({ min: 3, max: 5 }), small),
  )
  .map(([layer, inputShape]) => {
    const flatten = { type: 'flatten' } as const;
    const name = 'one layer';
    if (layer.type === 'dense') {
      return { name, inputShape, classes: layer.units, layers: [flatten, layer] };
    }
    const along = (axis: 0 | 1) => {
      const room = layer.padding === 'same' ? 0 : layer.kernelSize[axis] - 1;
      return Math.ceil((inputShape[axis] - room) / layer.strides[axis]);
    };
    return {
      name,
      inputShape,
      classes: along(0) * along(1) * layer.filters,
      layers: [layer, flatten],
    };
  });

/** Quarters: sums of their products are exact in float32, so that only division rounds. */
const quarters = (min: number) => fc.integer({ min: 4 * min, max: 8 }).map((value) => value / 4);

const samples = architectures.chain((architecture) => {
  const size = architecture.inputShape.reduce((a, b) => a * b, 1);
  const arrayOf = (values: fc.Arbitrary<number>, length: number) =>
    fc.array(values, { minLength: length, maxLength: length });
  return fc.record({
    architecture: fc.constant(architecture),
    image: fc.boolean().chain((signed) => arrayOf(quarters(signed ? -2 : 0), size)),
    above: arrayOf(quarters(-2), architecture.classes),
    drawn: fc.infiniteStream(quarters(-2)),
  });
});

describe.each(RULE_REPLICAS.map(([rule, replica]) => ({ name: rule.name, rule, replica })))(
  'rule $name',
  ({ rule, replica }) => {
    it('equals its definition on the dense matrix, and its ledger closes', () => {
      fc.assert(
        fc.property(samples, ({ architecture, image, above, drawn }) => {
          const plain = randomNetwork(architecture, () => drawn.next().value as number);
          const index = architecture.layers.findIndex(({ type }) => type !== 'flatten');
          const dense = denseLayers(architecture, plain.parameters)[index]!;
          if (dense.kind !== 'linear') throw new Error('Expected a linear layer.');
          const expected = replica(image, dense, above);
          // Contributions that all but cancel make any quotient a matter of rounding.
          fc.pre(expected.gross < 1e4);

          const network = inEngine(plain);
          const [relevance, lostToBias, lostToStabiliser] = tf.tidy(() => {
            const images = tf.tensor4d(image, [1, ...architecture.inputShape]);
            const { linear } = traceForward(network, images)[index]!;
            const shape = [1, ...layerShapes(architecture)[index]!];
            const sent = propagate(rule, linear!, tf.tensor(above, shape));
            const losses = sent.losses();
            return [
              sent.relevance.dataSync() as Float32Array,
              losses.lostToBias.dataSync()[0]!,
              losses.lostToStabiliser.dataSync()[0]!,
            ] as const;
          });
          disposeParameters(network);

          const tolerance = 1e-6 * Math.max(expected.gross, 1e-3);
          expected.relevance.forEach((value, j) => {
            expect(Math.abs(relevance[j]! - value)).toBeLessThanOrEqual(tolerance);
          });
          expect(Math.abs(lostToBias - expected.lostToBias)).toBeLessThanOrEqual(tolerance);
          expect(Math.abs(lostToStabiliser - expected.lostToStabiliser)).toBeLessThanOrEqual(
            tolerance,
          );
          const arrived = above.reduce((sum, value) => sum + value, 0);
          const below = relevance.reduce((sum, value) => sum + value, 0);
          expect(Math.abs(arrived - below - lostToBias - lostToStabiliser)).toBeLessThanOrEqual(
            tolerance,
          );
        }),
        { numRuns: 60 },
      );
    });
  },
);

describe('parameters of rules', () => {
  it('refuses α and β that do not conserve', () => {
    expect(() => alphaBeta(2, 0.5)).toThrow('α − β must be 1');
    expect(() => alphaBeta(0.5, -0.5)).toThrow('β must be ≥ 0');
  });

  it('refuses bounds of another number of channels', () => {
    tf.tidy(() => {
      const architecture: Architecture = {
        name: 'one layer',
        inputShape: [1, 1, 2],
        classes: 1,
        layers: [{ type: 'flatten' }, { type: 'dense', units: 1, bias: false }],
      };
      const network = inEngine(randomNetwork(architecture, () => 1));
      const { linear } = traceForward(network, tf.ones([1, 1, 1, 2]))[1]!;
      expect(() => box([0, 0, 0], 1).terms(linear!)).toThrow('3 bounds for an input of 2 channels');
    });
  });
});
