import { expect, it } from 'vitest';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import { metricTableSchema } from '../../compute/results/metricTable.ts';
import { measureMethods } from '../../compute/steps/measure/measureMethods.ts';
import { describeNative } from '../engine/nativeOnly.ts';
import { parseJson, runStep } from '../steps/memoryInputs.ts';
import { expectFoundAgain } from './foundAgain.ts';
import { inputsOf, MNIST, PLANTED, publishedStep, readResult, valuesOf } from './publishedStudy.ts';

/** Methods of a few passes an image: every metric asks them for maps again and again. */
const METHODS = ['lrp', 'gradient', 'grad-cam'];
/** Draws do not depend on how many images there are: the first of many have the same numbers alone. */
const IMAGES = 3;

describeNative('published metrics of methods', () => {
  it.each([
    ['MNIST', MNIST],
    ['planted evidence', PLANTED],
  ])('are found again, metric by metric: %s', async (_, study) => {
    const engine = await chooseEngine('native');
    const { parameters, seed } = publishedStep(study, 'measure-methods');
    const outputs = await runStep(
      measureMethods,
      {
        ...measureMethods.parameters.parse(parameters),
        methods: METHODS,
        images: IMAGES,
      },
      await inputsOf(study),
      engine,
      seed,
    );
    const again = metricTableSchema.parse(parseJson(outputs, 'metrics-methods.json'));
    const published = metricTableSchema.parse(readResult(study, 'metrics-methods.json'));
    expect(again.columns.map(({ id }) => id)).toEqual(published.columns.map(({ id }) => id));
    for (const method of METHODS) {
      expectFoundAgain(
        method,
        published.columns.map(({ id }, column) => ({
          metric: id,
          published: valuesOf(published, column, method),
          again: valuesOf(again, column, method),
        })),
      );
    }
  });
});
