import { expect, it } from 'vitest';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import { agreementSchema, type Agreement } from '../../compute/results/agreement.ts';
import { measureAgreement } from '../../compute/steps/agreement/measureAgreement.ts';
import { explainLrp } from '../../compute/steps/explainLrp.ts';
import { describeNative } from '../engine/nativeOnly.ts';
import { parseJson, runStep } from '../steps/memoryInputs.ts';
import { inputsOf, MNIST, publishedStep, readResult } from './publishedStudy.ts';

const ROWS = ['lrp', 'intensity'];
/**
 * Of a mean over images, where 1 is full agreement. Other processors differ in the last bits, which may
 * turn the order of two pixels here and there.
 */
const TOLERANCE = 1e-3;

const pairOf = ({ pairs }: Agreement) =>
  pairs.find(({ first, second }) => ROWS.includes(first) && ROWS.includes(second))!;

describeNative('published agreement', () => {
  it('of two rows is found again on all images of MNIST', async () => {
    const engine = await chooseEngine('native');
    const published = agreementSchema.parse(readResult(MNIST, 'agreement.json'));
    const inputs = await inputsOf(MNIST);
    const { images } = published;
    const lrp = explainLrp.parameters.parse(publishedStep(MNIST, 'explain-lrp').parameters);
    inputs.add('explain-lrp', await runStep(explainLrp, { ...lrp, images }, inputs, engine));
    const { parameters, seed } = publishedStep(MNIST, 'agreement');
    const all = measureAgreement.parameters.parse(parameters);
    const rows = all.rows.filter(({ id }) => ROWS.includes(id));
    const outputs = await runStep(measureAgreement, { ...all, rows }, inputs, engine, seed);
    const again = agreementSchema.parse(parseJson(outputs, 'agreement.json'));

    expect(again.images).toBe(images);
    expect(again.columns).toEqual(published.columns);
    const [before, now] = [pairOf(published), pairOf(again)];
    expect([now.first, now.second]).toEqual([before.first, before.second]);
    published.columns.forEach(({ id, share }, column) => {
      for (const part of ['means', 'low', 'high'] as const) {
        const difference = Math.abs(now[part][column]! - before[part][column]!);
        expect(difference, `${part} of ${id} at ${share}`).toBeLessThanOrEqual(TOLERANCE);
      }
    });
    expect(Math.abs(now.least.value - before.least.value)).toBeLessThan(0.01);
  });
});
