import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, it } from 'vitest';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import type { GalleryMaps } from '../../../compute/results/gallery.ts';
import { Explainer } from '../../../src/demos/worker/explainer.ts';
import type {
  ExplainAnswer,
  SegmentMapAnswer,
  SegmentMethodId,
} from '../../../src/demos/worker/messages.ts';
import { publishedMnist } from '../../demos/mnistSpecimens.ts';
import { detailAfter, expectExampleWithoutWeights, readBuilt } from './demo.ts';
import {
  expectAccessible,
  expectClose,
  expectLightFirstUse,
  expectSteady,
  expectUntouched,
} from './demoUse.ts';
import { dragFinger } from './finger.ts';
import { describeInBrowser } from '../inBrowser.ts';
import { longTasksDuring } from './longTasks.ts';

const { pages, base } = inject('site');
/** A hundred answers take their time on a machine that is busy with something else. */
const LONG = 400_000;
const PAGE = `${base}methods/`;

type Explained = ExplainAnswer & { readonly image: Float32Array };

const explainedAfter = (page: Page, act: () => Promise<unknown>) =>
  detailAfter<Explained>(page, 'draw-digit', 'explained', act);

const bySegmentsAfter = (page: Page, act: () => Promise<unknown>) =>
  detailAfter<Record<SegmentMethodId, SegmentMapAnswer>>(
    page,
    'draw-digit',
    'explained-by-segments',
    act,
  );

describeInBrowser('the demo "draw a digit"', ({ open }) => {
  const explainer = new Explainer(readBuilt);
  const network = `${base}models/mnist/2021.json`;

  beforeAll(async () => {
    expect(pages).toContain(PAGE);
    await chooseEngine('wasm');
    await explainer.load({
      kind: 'load',
      header: network,
      binary: `${base}models/mnist/2021.bin`,
    });
  });

  it('loads nothing before it is touched, and then shows what Node computes', async () => {
    const watched = await open(PAGE);
    const { page, problems, close } = watched;
    expectUntouched(watched);
    for (const [position, target, composite] of [
      ['0', null, 'epsilonGammaBox'],
      ['4', 3, 'epsilonPlus'],
    ] as const) {
      // Each change is explained; the next waits for it, so that the last answer is to the last question.
      await explainedAfter(page, () => page.selectOption('draw-digit [data-composite]', composite));
      await explainedAfter(page, () =>
        page.selectOption('draw-digit [data-target]', target === null ? '' : String(target)),
      );
      const shown = await explainedAfter(page, () =>
        page.selectOption('draw-digit [data-pick]', position),
      );
      const image = Float32Array.from(shown.image);
      const own = explainer.explain({
        kind: 'explain-by-lrp',
        network,
        image,
        target,
        composite,
      });
      expect(shown.target).toBe(own.target);
      expectClose(shown.relevance, own.relevance, 1e-5);
      expectClose(shown.logits, own.logits, 1e-5);
    }
    expect(problems).toEqual([]);
    await close();
  });

  it('shows the maps of the study, by LRP at once and by LIME and Kernel SHAP once the hand rests', async () => {
    const { page, problems, close } = await open(PAGE);
    const { maps } = publishedMnist('gallery-maps.json') as GalleryMaps;
    for (const position of [0, 17]) {
      const { relevance } = await explainedAfter(page, () =>
        page.selectOption('draw-digit [data-pick]', String(position)),
      );
      expectClose(relevance, maps['lrp']![position]!, 1e-5);
    }
    const shown = await bySegmentsAfter(page, () =>
      page.selectOption('draw-digit [data-pick]', '4'),
    );
    for (const method of ['lime', 'kernel-shap'] as const) {
      expectClose(shown[method].map, maps[method]![4]!, 1e-4);
      await page
        .locator(`draw-digit [data-row="${method}"] td`)
        .last()
        .filter({ hasText: /\d/ })
        .waitFor();
    }
    await page
      .locator('draw-digit [data-summary]')
      .filter({ hasText: /by LRP at the .+, by LIME at the .+, by Kernel SHAP at the / })
      .waitFor();
    const again = await bySegmentsAfter(page, () =>
      page.selectOption('draw-digit [data-pick]', '5'),
    );
    expect(again['kernel-shap'].tensors).toBe(shown['kernel-shap'].tensors);
    await expectAccessible(page, 'draw-digit');
    await page.waitForURL(/digit=5(~|%7E)(~|%7E)epsilonGammaBox/);
    expect(problems).toEqual([]);
    await close();
  });

  it('loads little on first use, LIME and Kernel SHAP included', async () => {
    const watched = await open(PAGE);
    const { page, close } = watched;
    await expectLightFirstUse('drawing', watched, () =>
      bySegmentsAfter(page, async () => {
        await page.locator('draw-digit [data-pad]').focus();
        await page.keyboard.press('Shift+ArrowDown');
      }),
    );
    await close();
  });

  it('answers the mouse and the keyboard, and says so in words', async () => {
    const { page, problems, close } = await open(PAGE);
    const pad = page.locator('draw-digit [data-pad]');
    await pad.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await pad.boundingBox())!;
    const stroke = async (): Promise<void> => {
      await page.mouse.move(x + width / 2, y + height / 5);
      await page.mouse.down();
      await page.mouse.move(x + width / 2, y + (4 * height) / 5, { steps: 8 });
      await page.mouse.up();
    };
    const drawn = await explainedAfter(page, stroke);
    expect(drawn.image.some((value) => value > 0.5)).toBe(true);
    await page.locator('draw-digit [data-summary]').filter({ hasText: 'Predicted 1' }).waitFor();
    const cleared = await explainedAfter(page, () =>
      page.locator('draw-digit [data-clear]').click(),
    );
    expect(cleared.image.every((value) => value === 0)).toBe(true);
    await pad.focus();
    const typed = await explainedAfter(page, () => page.keyboard.press('Shift+ArrowDown'));
    expect(typed.image.some((value) => value > 0)).toBe(true);
    // Again, now that code and weights are there: what the page itself does while the pen moves and rests.
    const long = await longTasksDuring(page, async () => {
      await bySegmentsAfter(page, stroke);
    });
    expect(long).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });

  it('follows a finger, which does not scroll the page meanwhile', async () => {
    const { page, problems, close } = await open(PAGE, { hasTouch: true });
    const pad = page.locator('draw-digit [data-pad]');
    await explainedAfter(page, () =>
      dragFinger(page, pad, [
        [0.5, 0.2],
        [0.5, 0.4],
        [0.5, 0.6],
        [0.5, 0.8],
      ]),
    );
    await page.locator('draw-digit [data-summary]').filter({ hasText: 'Predicted 1' }).waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it('shows the state of a shared address', async () => {
    const { page, close } = await open(`${PAGE}?digit=4~3~epsilonPlus`);
    const demo = page.locator('draw-digit');
    await demo
      .locator('[data-summary]')
      .filter({ hasText: /^Predicted 1, .* What speaks for 3 is strongest by LRP/ })
      .waitFor();
    expect(await demo.locator('[data-pick]').inputValue()).toBe('4');
    expect(await demo.locator('[data-composite]').inputValue()).toBe('epsilonPlus');
    await close();
  });

  it(
    'keeps the number of tensors flat and the page free',
    async () => {
      const watched = await open(PAGE);
      const { page, close } = watched;
      await explainedAfter(page, () => page.selectOption('draw-digit [data-pick]', '1'));
      await expectSteady('LRP of a digit', watched, (run) =>
        explainedAfter(page, () => page.selectOption('draw-digit [data-target]', String(run % 10))),
      );
      await close();
    },
    LONG,
  );

  it(
    'leaves no tensors behind by LIME and Kernel SHAP',
    async () => {
      const watched = await open(PAGE);
      const { page, close } = watched;
      await page.locator('draw-digit [data-pad]').focus();
      await expectSteady('LIME and Kernel SHAP of a drawing', watched, async (run) => {
        const answers = await bySegmentsAfter(page, () =>
          page.keyboard.press(run % 2 === 0 ? 'Shift+ArrowDown' : 'Shift+ArrowUp'),
        );
        return answers['kernel-shap'];
      });
      await close();
    },
    LONG,
  );

  it.each(['missing', 'altered'] as const)(
    'says what is wrong when the weights are %s, and keeps the example under what was drawn',
    async (damage) => {
      const { page, close } = await open(PAGE);
      const draw = async (): Promise<void> => {
        await page.locator('draw-digit [data-pad]').focus();
        await page.keyboard.press('Shift+ArrowDown');
      };
      await expectExampleWithoutWeights(page, 'draw-digit', draw, undefined, damage);
      await close();
    },
  );

  it('stands as an example without JavaScript', async () => {
    const { page, close } = await open(PAGE, { javaScriptEnabled: false });
    const demo = page.locator('draw-digit');
    for (const poster of await demo.locator('.poster .map').all()) {
      expect(await poster.isVisible()).toBe(true);
    }
    expect(await demo.locator('.poster .map').count()).toBe(4);
    expect(await demo.locator('[data-summary]').innerText()).toMatch(
      /^Example: Predicted 3, .* by LRP .+ by LIME .+ by Kernel SHAP /,
    );
    expect(await demo.innerText()).toContain(
      'Drawing needs JavaScript; the example stands without.',
    );
    await close();
  });
});
