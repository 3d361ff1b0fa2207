import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { withRulesAt, type Composite } from '../../../compute/explain/lrp/composite.ts';
import { COMPOSITES, uniform, zero } from '../../../compute/explain/lrp/composites.ts';
import {
  explainByLrp,
  explainByLrpWithLedger,
  pixelRelevance,
} from '../../../compute/explain/lrp/explainByLrp.ts';
import {
  closingError,
  ledgerOfImage,
  meanLedger,
  type LedgerRow,
} from '../../../compute/explain/lrp/ledger.ts';
import * as rules from '../../../compute/explain/lrp/rules.ts';
import type { Architecture } from '../../../compute/networks/architecture.ts';
import { forward } from '../../../compute/networks/forward.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { denseLayers, range } from './denseLayer.ts';
import { explainByReplica, replicaLogits } from './networkReplica.ts';
import { disposeParameters, inEngine, randomNetwork, type PlainNetwork } from './plainNetwork.ts';
import { RULE_REPLICAS } from './ruleReplicaRegistry.ts';

beforeAll(async () => {
  await tf.setBackend('wasm');
});

/** Every layer type but batch norm and standardise, with padding, strides and biases of each kind. */
const architecture: Architecture = {
  name: 'mixed',
  inputShape: [9, 8, 1],
  classes: 3,
  layers: [
    { type: 'repeatChannels', times: 2 },
    { type: 'conv2d', filters: 4, kernelSize: [3, 3], padding: 'same', bias: 'position' },
    { type: 'relu' },
    { type: 'maxPool', size: [3, 3], strides: [2, 2], padding: 'same' },
    { type: 'conv2d', filters: 5, kernelSize: [2, 2], padding: 'valid', bias: 'none' },
    { type: 'relu' },
    { type: 'averagePool', size: [2, 2], padding: 'same' },
    {
      type: 'conv2d',
      filters: 4,
      kernelSize: [2, 2],
      strides: [2, 2],
      padding: 'same',
      bias: 'channel',
    },
    { type: 'relu' },
    { type: 'flatten' },
    { type: 'dropout', rate: 0.5 },
    { type: 'dense', units: 6, bias: true },
    { type: 'relu' },
    { type: 'dense', units: 3, bias: true },
    { type: 'scale', factor: 0.25 },
  ],
};

function randomised(of: Architecture, seed: number): PlainNetwork {
  const generator = generatorFor(seed, 'lrp test');
  return randomNetwork(of, () => 0.6 * generator.normal() + 0.1);
}

function randomImages(of: Architecture, count: number, seed: number): number[][] {
  const generator = generatorFor(seed, 'lrp test images');
  const pixels = of.inputShape.reduce((a, b) => a * b, 1);
  return range(count).map(() => range(pixels).map(() => generator.uniform()));
}

function total(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

const images = randomImages(architecture, 3, 5);
const network = randomised(architecture, 12);

/** Runs one explanation and gives back plain values, with everything disposed. */
function explained(
  plain: PlainNetwork,
  batch: readonly (readonly number[])[],
  targets: readonly number[] | 'predicted',
  composite: Composite,
) {
  const inUse = inEngine(plain);
  const tensor = tf.tensor4d(batch.flat(), [batch.length, ...plain.architecture.inputShape]);
  try {
    const {
      relevance,
      logits,
      targets: chosen,
      ledger,
    } = explainByLrpWithLedger(inUse, tensor, targets, composite);
    const values = relevance.dataSync() as Float32Array;
    relevance.dispose();
    return { relevance: values, logits, targets: chosen, ledger };
  } finally {
    tensor.dispose();
    disposeParameters(inUse);
  }
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, relative: number) {
  const scale = Math.max(...Array.from(expected, Math.abs));
  expect(scale).toBeGreaterThan(0);
  expect(actual.length).toBe(expected.length);
  const differences = Array.from(expected, (value, index) => Math.abs(actual[index]! - value));
  expect(Math.max(...differences) / scale).toBeLessThan(relative);
}

const everyRule: Composite[] = RULE_REPLICAS.map(([rule]) => uniform(rule.name, rule));

describe.each([...COMPOSITES.values(), ...everyRule].map((composite) => ({ composite })))(
  '$composite.id: $composite.title',
  ({ composite }) => {
    it('equals the dense replica, image by image, and its ledger closes', () => {
      const { relevance, logits, targets, ledger } = explained(
        network,
        images,
        'predicted',
        composite,
      );
      const pixels = images[0]!.length;
      images.forEach((image, index) => {
        const replica = explainByReplica(network, image, targets[index]!, composite);
        expectClose(logits.slice(index * 3, index * 3 + 3), replica.logits, 1e-5);
        const own = relevance.slice(index * pixels, (index + 1) * pixels);
        expectClose(own, replica.relevance, 1e-3);
        const entries = ledgerOfImage(ledger, index);
        expect(entries).toHaveLength(replica.shares.length);
        entries.forEach((entry, step) => {
          expect(closingError(entry), `layer ${entry.layer}`).toBeLessThan(1e-4);
          const share = replica.shares[step]!;
          const scale = 1e-4 * Math.max(share.gross, Math.abs(entry.relevanceIn));
          expect(Math.abs(entry.lostToBias - share.lostToBias)).toBeLessThanOrEqual(scale);
          expect(Math.abs(entry.lostToStabiliser - share.lostToStabiliser)).toBeLessThanOrEqual(
            scale,
          );
        });
        expect(entries[0]!.relevanceIn).toBeCloseTo(logits[index * 3 + targets[index]!]!, 5);
        const sum = total(own);
        expect(sum).toBeCloseTo(entries.at(-1)!.relevanceOut, 3);
      });
    });

    it('explains an image alike in any batch', () => {
      const together = explained(network, images, [2, 0, 1], composite);
      const alone = images.map((image, index) =>
        explained(network, [image], [[2, 0, 1][index]!], composite),
      );
      expectClose(
        together.relevance,
        alone.flatMap(({ relevance }) => [...relevance]),
        1e-5,
      );
      const rows = (ledger: readonly LedgerRow[], image: number) =>
        ledgerOfImage(ledger, image).map(({ relevanceOut }) => relevanceOut);
      alone.forEach(({ ledger }, image) => {
        expectClose(rows(together.ledger, image), rows(ledger, 0), 1e-5);
      });
    });

    it('leaves no tensor behind but the relevance, which is the same without a ledger', () => {
      const inUse = inEngine(network);
      const tensor = tf.tensor4d(images.flat(), [3, ...architecture.inputShape]);
      const before = tf.memory().numTensors;
      const booked = explainByLrpWithLedger(inUse, tensor, 'predicted', composite);
      expect(tf.memory().numTensors).toBe(before + 1);
      const plain = explainByLrp(inUse, tensor, 'predicted', composite);
      expect(tf.memory().numTensors).toBe(before + 2);
      expect(plain.relevance.dataSync()).toEqual(booked.relevance.dataSync());
      expect([plain.logits, plain.targets]).toEqual([booked.logits, booked.targets]);
      tf.dispose([booked.relevance, plain.relevance, tensor]);
      disposeParameters(inUse);
    });
  },
);

it('names composites by distinct ids', () => {
  expect(COMPOSITES.size).toBe(7);
  for (const [id, composite] of COMPOSITES) expect(composite.id).toBe(id);
});

it('is gradient × input when ε goes to 0', () => {
  const step = 1e-6;
  const image = images[0]!;
  const gradientTimesInput = image.map((pixel, index) => {
    const moved = (by: number) =>
      replicaLogits(
        network,
        image.map((value, other) => (other === index ? value + by : value)),
      )[1]!;
    return (pixel * (moved(step) - moved(-step))) / (2 * step);
  });
  const vanishing = uniform('vanishing', rules.epsilon(1e-9));
  for (const composite of [zero, vanishing]) {
    expectClose(explained(network, [image], [1], composite).relevance, gradientTimesInput, 1e-4);
  }
});

it('explains the class of the largest logit when asked for the predicted one', () => {
  const { logits, targets } = explained(network, images, 'predicted', zero);
  targets.forEach((target, image) => {
    const own = [...logits.slice(image * 3, image * 3 + 3)];
    expect(own[target]).toBe(Math.max(...own));
  });
});

it('adds up the channels of a pixel', () => {
  tf.tidy(() => {
    const relevance = tf.tensor4d([1, 2, -4, 0.5, 0, 0.25], [1, 1, 2, 3]);
    const pixels = pixelRelevance(relevance);
    expect(pixels.shape).toEqual([1, 1, 2]);
    expect([...pixels.dataSync()]).toEqual([-1, 0.75]);
  });
});

it('averages a ledger over its images', () => {
  const { ledger } = explained(network, images, 'predicted', zero);
  const averaged = meanLedger(ledger)[4]!;
  const entries = images.map((_, image) => ledgerOfImage(ledger, image)[4]!);
  const sum = entries.reduce((total, { relevanceOut }) => total + relevanceOut, 0);
  expect(averaged.relevanceOut).toBeCloseTo(sum / 3, 5);
  expect(() => ledgerOfImage(ledger, 3)).toThrow('image 3 of a batch of 3');
});

describe('standardise', () => {
  const standardised: Architecture = {
    name: 'standardised',
    inputShape: [6, 6, 2],
    classes: 2,
    layers: [
      { type: 'standardise', mean: [0.5, 0.3], deviation: [0.2, 0.25] },
      { type: 'conv2d', filters: 3, kernelSize: [3, 3], padding: 'same', bias: 'channel' },
      { type: 'relu' },
      { type: 'flatten' },
      { type: 'dense', units: 2, bias: true },
    ],
  };
  const plain = randomised(standardised, 3);
  const batch = randomImages(standardised, 2, 4);

  /** The same function of pixels without the layer: kernel and bias folded on the dense matrix. */
  function foldedByHand(): PlainNetwork {
    const dense = denseLayers(standardised, plain.parameters)[1]!;
    if (dense.kind !== 'linear') throw new Error('Expected a linear layer.');
    const mean = [0.5, 0.3];
    const deviation = [0.2, 0.25];
    const kernel = plain.parameters
      .get('1.kernel')!
      .map((w, index) => w / deviation[Math.floor(index / 3) % 2]!);
    const bias = dense.bias.map((b, k) =>
      dense.weights.reduce(
        (sum, row, j) => sum - ((row[k] ?? 0) * mean[j % 2]!) / deviation[j % 2]!,
        b,
      ),
    );
    return {
      architecture: {
        ...standardised,
        layers: [
          { type: 'dropout', rate: 0 },
          { type: 'conv2d', filters: 3, kernelSize: [3, 3], padding: 'same', bias: 'position' },
          ...standardised.layers.slice(2),
        ],
      },
      parameters: new Map([...plain.parameters, ['1.kernel', kernel], ['1.bias', bias]]),
    };
  }

  it.each([...COMPOSITES.values()].map((composite) => ({ composite })))(
    'is part of the first convolution: $composite.id',
    ({ composite }) => {
      const direct = explained(plain, batch, [0, 1], composite);
      const folded = explained(foldedByHand(), batch, [0, 1], composite);
      expectClose(direct.logits, folded.logits, 1e-5);
      expectClose(direct.relevance, folded.relevance, 1e-3);
      expect(direct.ledger.at(-1)!.rule).toBe('folded into the next linear layer');
    },
  );

  it('gives the logits of the forward pass, also through copies and into a dense layer', () => {
    const copied: Architecture = {
      name: 'copied',
      inputShape: [3, 3, 1],
      classes: 2,
      layers: [
        { type: 'standardise', mean: [0.5], deviation: [0.2] },
        { type: 'repeatChannels', times: 2 },
        { type: 'flatten' },
        { type: 'dense', units: 2, bias: false },
      ],
    };
    const own = randomised(copied, 9);
    const image = randomImages(copied, 1, 2);
    const { logits } = explained(own, image, [0], zero);
    const inUse = inEngine(own);
    const expected = tf.tidy(() => forward(inUse, tf.tensor4d(image[0]!, [1, 3, 3, 1])).dataSync());
    disposeParameters(inUse);
    expectClose(logits, expected, 1e-5);
  });

  it('refuses a layer in between', () => {
    const broken: Architecture = {
      ...standardised,
      layers: [standardised.layers[0]!, { type: 'relu' }, ...standardised.layers.slice(1)],
    };
    expect(() => explained(randomised(broken, 1), batch, [0, 1], zero)).toThrow(
      'Layer 1 (relu) stands between a standardise layer',
    );
  });
});

describe('errors', () => {
  it('names the batch norm to fold', () => {
    const normed: Architecture = {
      ...architecture,
      layers: [
        architecture.layers[0]!,
        { type: 'batchNorm', epsilon: 1e-3, momentum: 0.9, scale: true, offset: true },
        ...architecture.layers.slice(1),
      ],
    };
    expect(() => explained(randomised(normed, 1), images, 'predicted', zero)).toThrow(
      /layer 1 \(batchNorm\).*foldBatchNorm/,
    );
  });

  it.each([
    [[0, 1], '2 targets for 3 images'],
    [[0, 1, 3], 'Target 3 is no class'],
    [[0, 1, -1], 'Target -1 is no class'],
    [[0, 1, 0.5], 'Target 0.5 is no class'],
  ])('refuses targets %j', (targets, message) => {
    expect(() => explained(network, images, targets, zero)).toThrow(message);
  });

  it('names images of another shape', () => {
    const inUse = inEngine(network);
    tf.tidy(() => {
      expect(() => explainByLrp(inUse, tf.zeros([1, 8, 9, 1]), [0], zero)).toThrow('[n, 9, 8, 1]');
    });
    disposeParameters(inUse);
  });

  it('names a layer without a rule, and one that relevance cannot pass', () => {
    const none: Composite = { id: 'none', title: 'none', assignments: [] };
    expect(() => explained(network, images, 'predicted', none)).toThrow(
      'layer 1 (conv2d): composite none has no rule',
    );
    const passed = withRulesAt(zero, new Map([[11, rules.pass]]));
    expect(() => explained(network, images, 'predicted', passed)).toThrow(
      'layer 11 (dense): relevance cannot pass from [6] to [4]',
    );
  });
});
