import { expect, it } from 'vitest';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import { metricTableSchema, type MetricTable } from '../../compute/results/metricTable.ts';
import { explainLrp } from '../../compute/steps/explainLrp.ts';
import { measureMaps } from '../../compute/steps/measure/measureMaps.ts';
import { describeNative } from '../engine/nativeOnly.ts';
import { parseJson, runStep } from '../steps/memoryInputs.ts';
import { expectFoundAgain } from './foundAgain.ts';
import {
  CIFAR10,
  inputsOf,
  MNIST,
  missingImages,
  PLANTED,
  publishedStep,
  readResult,
  valuesOf,
  type PublishedStudy,
} from './publishedStudy.ts';

const ROWS = ['lrp', 'intensity'];

/**
 * `npm run test:sample` asks for all images whose numbers were kept. Other runs do of MNIST alone, and of
 * the other studies what takes seconds: a pass of the network of CIFAR-10 costs thirty times as much.
 */
const inFull = process.env['IIC_SAMPLE'] === 'full';

/** The metrics of the first images, computed again from weights and data alone. */
async function measuredAgain(study: PublishedStudy, images: number): Promise<MetricTable> {
  const engine = await chooseEngine('native');
  const inputs = await inputsOf(study);
  const lrp = explainLrp.parameters.parse(publishedStep(study, 'explain-lrp').parameters);
  inputs.add('explain-lrp', await runStep(explainLrp, { ...lrp, images }, inputs, engine));

  const { parameters, seed } = publishedStep(study, 'measure-maps');
  const all = measureMaps.parameters.parse(parameters);
  const rows = all.rows.filter(({ id }) => ROWS.includes(id));
  const outputs = await runStep(measureMaps, { ...all, rows, images }, inputs, engine, seed);
  return metricTableSchema.parse(parseJson(outputs, 'metrics-maps.json'));
}

describeNative('published metrics of maps', () => {
  it.for([
    ['MNIST', MNIST, Infinity],
    ['planted evidence', PLANTED, inFull ? Infinity : 12],
    ['CIFAR-10', CIFAR10, inFull ? Infinity : 1],
  ] as const)('are found again, metric by metric: %s', async ([, study, most], { skip }) => {
    const missing = missingImages(study);
    skip(missing !== undefined, missing);
    const published = metricTableSchema.parse(readResult(study, 'metrics-maps.json'));
    const kept = valuesOf(published, 0, ROWS[0]!).length;
    const again = await measuredAgain(study, Math.min(kept, most));
    expect(again.columns.map(({ id }) => id)).toEqual(published.columns.map(({ id }) => id));
    for (const row of ROWS) {
      expectFoundAgain(
        row,
        published.columns.map(({ id }, column) => ({
          metric: id,
          published: valuesOf(published, column, row),
          again: valuesOf(again, column, row),
        })),
      );
    }
  });
});
