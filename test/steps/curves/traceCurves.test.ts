import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OrderId } from '../../../compute/degrade/orders.ts';
import { curvesSchema, type Curves } from '../../../compute/results/curves.ts';
import { traceCurves } from '../../../compute/steps/curves/traceCurves.ts';
import { brightPixelImages, MemoryInputs, parseJson, runStep } from '../memoryInputs.ts';

const IMAGES = 8;
const STEPS = 8;
const parameters = {
  network: 'halves',
  dataset: 'bright/test',
  images: IMAGES,
  fills: ['zero', 'mean'],
  steps: STEPS,
  bootstrapResamples: 100,
  toldApart: ['exact', 'opposite'],
  rows: [
    { kind: 'method', id: 'exact', title: 'Exact', maps: 'explain-exact' },
    { kind: 'method', id: 'opposite', title: 'Opposite', maps: 'explain-opposite' },
    { kind: 'control', id: 'random', title: 'Random pixels' },
  ],
};

/** In the linear network of two halves the bright pixel alone carries the logit. */
function exactMaps(inputs: MemoryInputs, sign: number): Float32Array {
  return Float32Array.from(
    inputs.set.pixels.subarray(0, IMAGES * 64),
    (value) => (sign * value) / 255,
  );
}

async function trace(changed: object = {}): Promise<Curves> {
  const inputs = new MemoryInputs(brightPixelImages(IMAGES));
  inputs.addMapScores('explain-exact', IMAGES, exactMaps(inputs, 1));
  inputs.addMapScores('explain-opposite', IMAGES, exactMaps(inputs, -1));
  const outputs = await runStep(traceCurves, { ...parameters, ...changed }, inputs);
  return curvesSchema.parse(parseJson(outputs, 'curves.json'));
}

const curveOf = ({ curves }: Curves, fill: string, order: OrderId, row: string) =>
  curves.find((own) => own.fill === fill && own.order === order && own.row === row)!;

describe('degradation curves', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('fall at the first step when the one pixel that counts goes first, and last when it goes last', async () => {
    const found = await trace();
    // One logit of 1 against 0 until the bright pixel is gone, then two equal ones.
    const kept = 1 / (1 + Math.exp(-1));
    const first = curveOf(found, 'zero', 'most-relevant-first', 'exact').probability;
    expect(first.means[0]).toBeCloseTo(kept, 5);
    for (const mean of first.means.slice(1)) expect(mean).toBeCloseTo(0.5, 5);
    expect(first.area.value).toBeCloseTo(0.5 + (kept - 0.5) / 2 / STEPS, 5);
    const last = curveOf(found, 'zero', 'least-relevant-first', 'exact').probability;
    for (const mean of last.means.slice(0, -1)) expect(mean).toBeCloseTo(kept, 5);
    expect(last.means.at(-1)).toBeCloseTo(0.5, 5);
  });

  it('are those of the other order when the sign of the map is turned', async () => {
    const found = await trace();
    const own = curveOf(found, 'zero', 'most-relevant-first', 'exact');
    const turned = curveOf(found, 'zero', 'least-relevant-first', 'opposite');
    expect(turned.probability).toEqual(own.probability);
  });

  it('begin with the intact image and end with the fill alone, whatever the row and order', async () => {
    const found = await trace();
    expect(found.shares).toEqual(Array.from({ length: STEPS + 1 }, (_, step) => step / STEPS));
    for (const fill of parameters.fills) {
      const own = found.curves.filter((curve) => curve.fill === fill);
      expect(new Set(own.map(({ accuracy }) => accuracy.means[0]))).toEqual(new Set([1]));
      expect(new Set(own.map(({ probability }) => probability.means.at(-1))).size).toBe(1);
    }
  });

  it('say that both fills and both orders rank the methods alike', async () => {
    const found = await trace();
    for (const { measure, methods } of found.fillConcordance) {
      if (measure === 'probability') expect(methods).toBe(1);
    }
    for (const { measure, methods } of found.orderConsistency) {
      if (measure === 'probability') expect(methods).toBe(1);
    }
    expect(found.fillConcordance.length).toBe(4);
    expect(found.orderConsistency.length).toBe(4);
  });

  it('say how few images tell a right map from a wrong one', async () => {
    const { power } = await trace();
    expect(power.length).toBe(2 * 2 * 2);
    const own = power.find(
      ({ measure, fill, order }) =>
        measure === 'probability' && fill === 'zero' && order === 'most-relevant-first',
    )!;
    expect([own.first, own.second]).toEqual(['exact', 'opposite']);
    expect(own.difference.high).toBeLessThan(0);
    expect(own.images).toBe(2);
  });

  it('cannot be told apart where they are the same', async () => {
    const rows = parameters.rows.slice(0, 1);
    const { power } = await trace({
      rows: [...rows, { ...rows[0], id: 'again' }],
      toldApart: ['exact', 'again'],
    });
    for (const { difference, images } of power)
      expect([difference.value, images]).toEqual([0, null]);
  });

  it('depend neither on the size of blocks nor on that of batches', async () => {
    const fills = ['salt-and-pepper', 'road'];
    expect(await trace({ fills, blockSize: 3, batchSize: 7 })).toEqual(await trace({ fills }));
  });

  it('leave no tensor behind', async () => {
    await trace();
    const before = tf.memory().numTensors;
    await trace();
    expect(tf.memory().numTensors).toBe(before);
  });
});
