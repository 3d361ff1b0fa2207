import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import type { Gallery } from '../../../compute/results/gallery.ts';
import { sampleShapley } from '../../../src/demos/shapley-sampling/answer.ts';
import type { ShapleyAnswer } from '../../../src/demos/shapley-sampling/question.ts';
import { ERROR_SAMPLES, LARGE_CELL } from '../../../src/demos/shapley-sampling/settings.ts';
import { BUDGETS } from '../../../src/demos/shapley-sampling/state.ts';
import { errorCells } from '../../../src/demos/shapley-sampling/words.ts';
import { mnistSpecimens, publishedMnist } from '../../demos/mnistSpecimens.ts';
import { detailAfter, expectExampleWithoutWeights } from './demo.ts';
import {
  expectAccessible,
  expectClose,
  expectLightFirstUse,
  expectSteady,
  expectUntouched,
} from './demoUse.ts';
import { describeInBrowser } from '../inBrowser.ts';

const { base } = inject('site');
/** A hundred answers take their time on a machine that is busy with something else. */
const LONG = 400_000;
const PAGE = `${base}methods/`;

type Explained = ShapleyAnswer & { readonly evaluations: number };

const explainedAfter = (page: Page, act: () => Promise<unknown>) =>
  detailAfter<Explained>(page, 'shapley-sampling', 'explained', act);

describeInBrowser('the demo of Shapley values from a sample', ({ open }) => {
  it('loads nothing before it is touched, and then computes what Node does', async () => {
    const watched = await open(PAGE);
    const { page, problems, close } = watched;
    expectUntouched(watched);
    const shown = await explainedAfter(page, () =>
      page.locator('shapley-sampling [data-pick]').selectOption('6'),
    );
    const { network, images, gallery } = await mnistSpecimens();
    const own = sampleShapley(network, {
      kind: 'shapley-sampling',
      network: '',
      image: images[6]!,
      segments: {
        cell: LARGE_CELL,
        fill: 0,
        evaluations: shown.evaluations,
        seed: gallery.header.seed,
        index: gallery.images[6]!.index,
      },
      budgets: BUDGETS,
      samples: ERROR_SAMPLES,
    });
    expect(shown.target).toBe(own.target);
    expect(shown.sizes).toEqual(own.sizes);
    expectClose(shown.exact, own.exact, 1e-5);
    expectClose(shown.estimate, own.estimate, 1e-5);
    expectClose(shown.errors, own.errors, 1e-4);
    expectClose(shown.smoothedErrors, own.smoothedErrors, 1e-4);
    const { logits } = (publishedMnist('gallery.json') as Gallery).images[6]!;
    expectClose(shown.logits, logits, 1e-5);
    expect(problems).toEqual([]);
    await close();
  });

  it('loads little on first use', async () => {
    const watched = await open(PAGE);
    const { page, close } = watched;
    await expectLightFirstUse('Shapley values', watched, () =>
      explainedAfter(page, () => page.locator('shapley-sampling [data-seed]').click()),
    );
    await close();
  });

  it('asks about more coalitions by keyboard, until the values are exact', async () => {
    const { page, problems, close } = await open(PAGE);
    const demo = page.locator('shapley-sampling');
    await demo.locator('[data-budget]').focus();
    const some = await explainedAfter(page, () => page.keyboard.press('ArrowRight'));
    expect(some.evaluations).toBe(BUDGETS[2]);
    const all = await explainedAfter(page, () => page.keyboard.press('End'));
    expect(all.evaluations).toBe(BUDGETS.at(-1));
    await demo
      .locator('[data-summary]')
      .filter({ hasText: /From 510 of 510 coalitions their shares are the exact Shapley values/ })
      .waitFor();
    await demo.getByText('The shares as a table').click();
    expect(await demo.locator('[data-cell]').first().innerText()).toMatch(
      /^upper left\s+([−\d.]+)\s+\1\s+0\.000$/,
    );
    await demo.getByText('The coalitions and the error as tables').click();
    expect(await demo.locator('[data-size]').allInnerTexts()).toEqual(
      [9, 36, 84, 126, 126, 84, 36, 9].map((all, place) => `${place + 1}\t${all}\t${all}`),
    );
    const errors = await demo.locator('[data-error]').allInnerTexts();
    expect(errors.at(-1)).toBe('510\texact\texact');
    expect(errors[0]).toBe(['16', ...errorCells(all, 0)].join('\t'));
    await demo.locator('[data-budget]').focus();
    const fewer = await explainedAfter(page, () => page.keyboard.press('Home'));
    expect(await demo.locator('[data-size]').first().innerText()).toBe(`1\t${fewer.sizes[1]!}\t9`);
    await expectAccessible(page, 'shapley-sampling');
    expect(problems).toEqual([]);
    await close();
  });

  it('shows the state of a shared address, and puts it there', async () => {
    const { page, close } = await open(`${PAGE}?shapley=25~128~2`);
    const demo = page.locator('shapley-sampling');
    await demo
      .locator('[data-summary]')
      .filter({ hasText: /for class 8, .* From 128 of 510/ })
      .waitFor();
    await demo.locator('[data-seed]').click();
    await page.waitForURL(/shapley=25(~|%7E)128(~|%7E)3/);
    await close();
  });

  it(
    'keeps the number of tensors flat and the page free',
    async () => {
      const watched = await open(PAGE);
      const { page, close } = watched;
      await expectSteady('Shapley values, 512 coalitions and 120 samples', watched, (run) =>
        explainedAfter(page, () =>
          page.locator('shapley-sampling [data-pick]').selectOption(String(run % 30)),
        ),
      );
      await close();
    },
    LONG,
  );

  it('says what is wrong when the weights are missing, and keeps the example', async () => {
    const { page, close } = await open(PAGE);
    await expectExampleWithoutWeights(page, 'shapley-sampling', (demo) =>
      demo.locator('[data-pick]').selectOption('1'),
    );
    await close();
  });

  it('stands as an example without JavaScript', async () => {
    const { page, close } = await open(PAGE, { javaScriptEnabled: false });
    const demo = page.locator('shapley-sampling');
    expect(await demo.locator('.poster .map').count()).toBe(3);
    expect(await demo.locator('[data-values] .estimate').count()).toBe(9);
    expect(await demo.locator('[data-summary]').innerText()).toMatch(/From 32 of 510 coalitions/);
    await close();
  });
});
