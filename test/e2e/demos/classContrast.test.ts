import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import type {
  ContrastAnswer,
  SegmentContrastAnswer,
} from '../../../src/demos/class-contrast/question.ts';
import { publishedMnist } from '../../demos/mnistSpecimens.ts';
import type { Gallery, GalleryMaps } from '../../../compute/results/gallery.ts';
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
const PAGE = `${base}visual-comparison/`;

type Explained = ContrastAnswer & { readonly image: Float32Array };

const explainedAfter = (page: Page, act: () => Promise<unknown>) =>
  detailAfter<Explained>(page, 'class-contrast', 'explained', act);

const bySegmentsAfter = (page: Page, act: () => Promise<unknown>) =>
  detailAfter<SegmentContrastAnswer>(page, 'class-contrast', 'explained-by-segments', act);

describeInBrowser('the demo "why this and not that"', ({ open }) => {
  it('loads nothing before it is touched, and then shows the maps of the study', async () => {
    const watched = await open(PAGE);
    const { page, problems, close } = watched;
    expectUntouched(watched);
    const { images } = publishedMnist('gallery.json') as Gallery;
    const { maps } = publishedMnist('gallery-maps.json') as GalleryMaps;
    const pick = page.locator('class-contrast [data-pick]');
    for (const position of [4, 13]) {
      let explained: Promise<unknown> = Promise.resolve();
      const bySegments = await bySegmentsAfter(page, async () => {
        explained = explainedAfter(page, () => pick.selectOption(String(position)));
        const answer = (await explained) as Awaited<ReturnType<typeof explainedAfter>>;
        expect(answer.first).toBe(images[position]!.predicted);
        expectClose(answer.maps[0], maps['lrp']![position]!, 1e-5);
      });
      expectClose(bySegments.maps[0], maps['kernel-shap']![position]!, 1e-4);
      process.stdout.write(
        `contrast: Kernel SHAP takes ${bySegments.milliseconds.toFixed(0)} ms\n`,
      );
    }
    expect(problems).toEqual([]);
    await close();
  });

  it('loads little on first use, Kernel SHAP included', async () => {
    const watched = await open(PAGE);
    const { page, close } = watched;
    await expectLightFirstUse('contrast', watched, () =>
      bySegmentsAfter(page, () => page.locator('class-contrast [data-pick]').selectOption('3')),
    );
    await close();
  });

  it('is drawn on by mouse and keys, and says what decides', async () => {
    const { page, problems, close } = await open(PAGE);
    const demo = page.locator('class-contrast');
    const pad = demo.locator('[data-pad]');
    await pad.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await pad.boundingBox())!;
    await explainedAfter(page, async () => {
      await page.mouse.move(x + width / 2, y + height / 5);
      await page.mouse.down();
      await page.mouse.move(x + width / 2, y + (4 * height) / 5, { steps: 8 });
      await page.mouse.up();
    });
    await demo.locator('[data-summary]').filter({ hasText: 'The network says 1' }).waitFor();
    expect(await demo.locator('[data-pick]').inputValue()).toBe('');
    await pad.focus();
    const typed = await explainedAfter(page, () => page.keyboard.press('Shift+ArrowLeft'));
    expect(typed.image.some((value) => value > 0)).toBe(true);
    const asked = await explainedAfter(page, () => demo.locator('[data-second]').selectOption('9'));
    expect(asked.second).toBe(9);
    await demo.locator('td[data-row="kernel-shap"]').filter({ hasText: /\d/ }).first().waitFor();
    await expectAccessible(page, 'class-contrast');
    expect(problems).toEqual([]);
    await close();
  });

  it('shows the state of a shared address, and puts it there', async () => {
    const { page, close } = await open(`${PAGE}?contrast=20~6~0`);
    const demo = page.locator('class-contrast');
    await demo
      .locator('[data-summary]')
      .filter({ hasText: /The logit of 6 is [\d.]+ ahead of that of 0/ })
      .waitFor();
    await demo.locator('[data-second]').selectOption('4');
    await page.waitForURL(/contrast=20(~|%7E)6(~|%7E)4/);
    await close();
  });

  it(
    'keeps the number of tensors flat and the page free',
    async () => {
      const watched = await open(PAGE);
      const { page, close } = watched;
      await expectSteady('contrast by LRP', watched, (run) =>
        explainedAfter(page, () =>
          page.locator('class-contrast [data-pick]').selectOption(String(run % 30)),
        ),
      );
      await close();
    },
    LONG,
  );

  it(
    'leaves no tensors behind by Kernel SHAP',
    async () => {
      const watched = await open(PAGE);
      const { page, close } = watched;
      await expectSteady('contrast by Kernel SHAP', watched, (run) =>
        bySegmentsAfter(page, () =>
          page.locator('class-contrast [data-second]').selectOption(String(run % 10)),
        ),
      );
      await close();
    },
    LONG,
  );

  it('says what is wrong when the weights are missing, and keeps the example under what was drawn', async () => {
    const { page, close } = await open(PAGE);
    await expectExampleWithoutWeights(page, 'class-contrast', async (demo) => {
      await demo.locator('[data-pad]').focus();
      await page.keyboard.press('Shift+ArrowDown');
    });
    await close();
  });

  it('stands as an example without JavaScript', async () => {
    const { page, close } = await open(PAGE, { javaScriptEnabled: false });
    const demo = page.locator('class-contrast');
    expect(await demo.locator('.poster .map').count()).toBe(7);
    await demo.locator('.poster .map').last().waitFor({ state: 'visible' });
    expect(await demo.locator('[data-summary]').innerText()).toMatch(
      /^Example: The network says 3/,
    );
    await close();
  });
});
