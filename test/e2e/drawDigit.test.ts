import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, it } from 'vitest';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import type { GalleryMaps } from '../../compute/results/gallery.ts';
import { Explainer } from '../../src/demos/worker/explainer.ts';
import type {
  ExplainAnswer,
  SegmentMapAnswer,
  SegmentMethodId,
} from '../../src/demos/worker/messages.ts';
import { publishedMnist } from '../demos/mnistSpecimens.ts';
import { detailAfter, readBuilt } from './demo.ts';
import { expectClose, expectLightFirstUse, expectSteady, expectUntouched } from './demoUse.ts';
import { describeInBrowser } from './inBrowser.ts';

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

  it('shows the maps of the study by LIME and Kernel SHAP once the hand rests', async () => {
    const { page, problems, close } = await open(PAGE);
    const { maps } = publishedMnist('gallery-maps.json') as GalleryMaps;
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
    const drawn = await explainedAfter(page, async () => {
      await page.mouse.move(x + width / 2, y + height / 5);
      await page.mouse.down();
      await page.mouse.move(x + width / 2, y + (4 * height) / 5, { steps: 8 });
      await page.mouse.up();
    });
    expect(drawn.image.some((value) => value > 0.5)).toBe(true);
    await page.locator('draw-digit [data-summary]').filter({ hasText: 'Predicted 1' }).waitFor();
    const cleared = await explainedAfter(page, () =>
      page.locator('draw-digit [data-clear]').click(),
    );
    expect(cleared.image.every((value) => value === 0)).toBe(true);
    await pad.focus();
    const typed = await explainedAfter(page, () => page.keyboard.press('Shift+ArrowDown'));
    expect(typed.image.some((value) => value > 0)).toBe(true);
    expect(problems).toEqual([]);
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

  it('says what is wrong when the weights are not those of their header', async () => {
    const { page, close } = await open(PAGE);
    await page.route('**/models/mnist/2021.bin', async (route) => {
      const response = await route.fetch();
      const body = Buffer.from(await response.body());
      body[100]! ^= 1;
      await route.fulfill({ response, body });
    });
    await page.selectOption('draw-digit [data-pick]', '1');
    await page
      .locator('draw-digit [data-problem]')
      .filter({ hasText: /SHA-256 of the binary is/ })
      .waitFor();
    await page.locator('draw-digit .poster').first().waitFor({ state: 'visible' });
    await close();
  });
});
