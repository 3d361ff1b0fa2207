import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { METRICS } from '../../../compute/metrics/registry.ts';
import { metricTableSchema, type MetricTable } from '../../../compute/results/metricTable.ts';
import { measureMaps } from '../../../compute/steps/measure/measureMaps.ts';
import { brightPixelImages, MemoryInputs, parseJson, runStep } from '../memoryInputs.ts';

const IMAGES = 6;
const parameters = {
  network: 'halves',
  dataset: 'bright/test',
  images: IMAGES,
  evidence: 'ink',
  bootstrapResamples: 200,
  rows: [
    { kind: 'method', id: 'exact', title: 'Exact', maps: 'explain-exact' },
    { kind: 'method', id: 'opposite', title: 'Opposite', maps: 'explain-opposite' },
    { kind: 'method', id: 'painted', title: 'Painted', maps: 'explain-painted', segmentPixels: 2 },
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

/** The score of a segment of the bright pixel and its neighbour, painted over both. */
function paintedMaps(inputs: MemoryInputs): Float32Array {
  const exact = exactMaps(inputs, 1);
  return exact.map((score, pixel) => score + exact[pixel ^ 1]!);
}

async function table(blockSize: number, batchSize = 250): Promise<MetricTable> {
  const inputs = new MemoryInputs(brightPixelImages(IMAGES));
  inputs.addMapScores('explain-exact', IMAGES, exactMaps(inputs, 1));
  inputs.addMapScores('explain-opposite', IMAGES, exactMaps(inputs, -1));
  inputs.addMapScores('explain-painted', IMAGES, paintedMaps(inputs));
  const outputs = await runStep(measureMaps, { ...parameters, blockSize, batchSize }, inputs);
  return metricTableSchema.parse(parseJson(outputs, 'metrics-maps.json'));
}

const meanOf = ({ columns, rows }: MetricTable, metric: string, row: string) =>
  columns.find(({ id }) => id === metric)!.cells[rows.findIndex(({ id }) => id === row)]!.mean;

describe('measuring maps', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('has a column for every metric that needs no more than a map, a mask and scores', async () => {
    const found = (await table(4)).columns.map(({ id }) => id);
    const expected = METRICS.filter(
      ({ needs, id }) =>
        id !== 'focus' && !needs.includes('method') && !needs.includes('other map'),
    ).map(({ id }) => id);
    expect(found).toEqual(expected);
  });

  it('gives exact maps the best values, and says which rows cannot be told from the best', async () => {
    const found = await table(6);
    for (const metric of ['deletion', 'insertion', 'faithfulness-correlation', 'mu-fidelity']) {
      const column = found.columns.find(({ id }) => id === metric)!;
      expect([metric, column.best]).toEqual([metric, 'exact']);
      expect(column.tied).not.toContain('opposite');
    }
    expect(meanOf(found, 'faithfulness-correlation', 'exact').value).toBeCloseTo(1, 5);
    expect(meanOf(found, 'faithfulness-correlation', 'opposite').value).toBeCloseTo(-1, 5);
    expect(meanOf(found, 'pointing-game', 'exact')).toEqual({ value: 1, low: 1, high: 1 });
    expect(meanOf(found, 'completeness-error', 'exact').value).toBeCloseTo(0, 5);
    expect(meanOf(found, 'completeness-error', 'painted').value).toBeCloseTo(0, 5);
    expect(meanOf(found, 'completeness-error', 'opposite').value).toBeCloseTo(2, 5);
    expect(meanOf(found, 'sparseness', 'exact').value).toBeCloseTo(63 / 64, 5);
  });

  it('does not depend on the size of blocks or of batches', async () => {
    const expected = await table(6);
    expect(await table(1)).toEqual(expected);
    expect(await table(4, 7)).toEqual(expected);
  });

  it('leaves no tensor behind', async () => {
    await table(3);
    const before = tf.memory().numTensors;
    await table(3);
    expect(tf.memory().numTensors).toBe(before);
  });
});
