import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { loadDataset } from '../../compute/datasets/loadDataset.ts';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import { manifestSchema } from '../../compute/results/manifest.ts';
import { metricTableSchema, type MetricTable } from '../../compute/results/metricTable.ts';
import { explainLrp } from '../../compute/steps/explainLrp.ts';
import { measureMaps } from '../../compute/steps/measure/measureMaps.ts';
import { describeNative } from '../engine/nativeOnly.ts';
import { MemoryInputs, parseJson, runStep } from '../steps/memoryInputs.ts';

const IMAGES = 64;
const ROWS = ['lrp', 'intensity'];
/** Of the largest value of a metric. Other processors sum in another order, which moves ties. */
const TOLERANCE = 1e-3;

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file));
const readJson = (file: string): unknown => JSON.parse(read(file).toString('utf8'));

/** The metrics of the published network, computed again from weights and data alone. */
async function measuredAgain(): Promise<MetricTable> {
  const engine = await chooseEngine('native');
  const manifest = manifestSchema.parse(readJson('content/results/mnist/manifest.json'));
  const entry = (name: string) => manifest.steps.find((step) => step.name === name)!;
  const inputs = new MemoryInputs(await loadDataset('mnist/test'));
  inputs.steps.set(
    'train-2021',
    new Map(
      ['2021.json', '2021.bin'].map((file) => [
        file,
        new Uint8Array(read(`public/models/mnist/${file}`)),
      ]),
    ),
  );
  const lrp = explainLrp.parameters.parse(entry('explain-lrp').parameters);
  inputs.add('explain-lrp', await runStep(explainLrp, { ...lrp, images: IMAGES }, inputs, engine));

  const { parameters: published, seed } = entry('measure-maps');
  const all = measureMaps.parameters.parse(published);
  const rows = all.rows.filter(({ id }) => ROWS.includes(id));
  const outputs = await runStep(
    measureMaps,
    { ...all, rows, images: IMAGES },
    inputs,
    engine,
    seed,
  );
  return metricTableSchema.parse(parseJson(outputs, 'metrics-maps.json'));
}

describeNative('the published metrics of MNIST', () => {
  it('are found again, metric by metric, on the images whose numbers were kept', async () => {
    const published = metricTableSchema.parse(readJson('content/results/mnist/metrics-maps.json'));
    const again = await measuredAgain();
    expect(again.columns.map(({ id }) => id)).toEqual(published.columns.map(({ id }) => id));
    for (const id of ROWS) {
      const valuesOf = (table: MetricTable, column: number) =>
        table.columns[column]!.cells[table.rows.findIndex((row) => row.id === id)]!.values;
      published.columns.forEach((column, index) => {
        const [before, now] = [valuesOf(published, index), valuesOf(again, index)];
        expect([column.id, now.length]).toEqual([column.id, IMAGES]);
        const scale = Math.max(...before.map(Math.abs), Number.MIN_VALUE);
        const close = before.filter(
          (value, image) => Math.abs(value - now[image]!) <= TOLERANCE * scale,
        );
        expect([id, column.id, close.length / IMAGES >= 0.95]).toEqual([id, column.id, true]);
      });
    }
  });
});
