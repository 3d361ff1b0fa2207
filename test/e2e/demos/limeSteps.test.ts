import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import type { Gallery, GalleryMaps } from '../../../compute/results/gallery.ts';
import type { LimeSeedsAnswer, LimeStepsAnswer } from '../../../src/demos/lime-steps/question.ts';
import { SEEDS_AT_ONCE } from '../../../src/demos/lime-steps/settings.ts';
import { formatNumber } from '../../../src/results/numberFormat.ts';
import { publishedMnist } from '../../demos/mnistSpecimens.ts';
import { detailAfter, expectExampleWithoutWeights } from './demo.ts';
import {
  expectAccessible,
  expectClose,
  expectLightFirstUse,
  expectSteady,
  expectUntouched,
} from './demoUse.ts';
import { describeInBrowser } from '../inBrowser.ts';
import { longTasksDuring } from './longTasks.ts';

const { base } = inject('site');
/** A hundred answers take their time on a machine that is busy with something else. */
const LONG = 400_000;
const PAGE = `${base}methods/`;
/** Of twenty explanations each. */
const CLICKS = 20;

const explainedAfter = (page: Page, act: () => Promise<unknown>) =>
  detailAfter<LimeStepsAnswer>(page, 'lime-steps', 'explained', act);

describeInBrowser('the demo of LIME, step by step', ({ open }) => {
  it('loads nothing before it is touched, and then ends in the map of the study', async () => {
    const watched = await open(PAGE);
    const { page, problems, close } = watched;
    expectUntouched(watched);
    const demo = page.locator('lime-steps');
    const { images, methods } = publishedMnist('gallery.json') as Gallery;
    const { shape, maps } = publishedMnist('gallery-maps.json') as GalleryMaps;
    const { maps: published, settings } = methods.find(({ id }) => id === 'lime')!;
    await explainedAfter(page, () =>
      demo.locator('[data-evaluations]').selectOption(String(settings['evaluations'])),
    );
    const shown = await explainedAfter(page, () => demo.locator('[data-pick]').selectOption('16'));
    expect(shown.target).toBe(images[16]!.predicted);
    expect(Math.abs(shown.r2 - published[16]!.surrogateR2!)).toBeLessThan(1e-4);
    // The first pixel of every cell stands for it.
    const cell = Number(settings['cell']);
    const across = shape[1]! / cell;
    expectClose(
      shown.coefficients,
      shown.coefficients.map((_, segment) => {
        const [row, column] = [Math.floor(segment / across), segment % across];
        return maps['lime']![16]![row * cell * shape[1]! + column * cell]!;
      }),
      1e-4,
    );
    const masks = String(settings['evaluations']);
    process.stdout.write(`LIME, ${masks} masks: ${shown.milliseconds.toFixed(0)} ms\n`);
    expect(problems).toEqual([]);
    await close();
  });

  it('loads little on first use', async () => {
    const watched = await open(PAGE);
    const { page, close } = watched;
    await expectLightFirstUse('LIME', watched, () =>
      explainedAfter(page, () => page.locator('lime-steps [data-next]').click()),
    );
    await close();
  });

  it('goes through masks by keyboard and button, and tries other seeds', async () => {
    const { page, problems, close } = await open(PAGE);
    const demo = page.locator('lime-steps');
    await demo.locator('[data-mask]').focus();
    await explainedAfter(page, () => page.keyboard.press('ArrowRight'));
    const words = demo.locator('[data-mask-words]');
    await words.filter({ hasText: /^Mask 2 of 100 shows \d+ of 49 cells/ }).waitFor();
    await demo.locator('[data-next]').click();
    expect(await words.innerText()).toMatch(/^Mask 3 of 100/);
    await demo
      .locator('[data-summary][role="status"]')
      .filter({ hasText: /^Mask 3 of 100/ })
      .waitFor();
    await demo.locator('[data-play]').click();
    // On a busy machine the next masks may have passed before anybody looks.
    await words.filter({ hasText: /^Mask ([4-9]|\d\d) of 100/ }).waitFor();
    expect(await demo.locator('[data-play]').innerText()).toBe('Stop');
    await demo.locator('[data-play]').click();
    const tried = await detailAfter<LimeSeedsAnswer>(page, 'lime-steps', 'tried-seeds', () =>
      demo.locator('[data-more]').click(),
    );
    expect(tried.coefficients.length).toBe(SEEDS_AT_ONCE * 49);
    expect(await demo.locator('[data-seed-words]').innerText()).toMatch(/over 20 seeds/);
    const long = await longTasksDuring(page, async () => {
      await detailAfter(page, 'lime-steps', 'tried-seeds', () =>
        demo.locator('[data-more]').click(),
      );
    });
    expect(long).toEqual([]);
    expect(await demo.locator('[data-seed-words][role="status"]').innerText()).toMatch(
      /over 40 seeds/,
    );
    expect(problems).toEqual([]);
    await close();
  });

  it('tells its plots in tables that follow them', async () => {
    const { page, close } = await open(PAGE);
    const demo = page.locator('lime-steps');
    const coefficients = demo.locator('[data-coefficient]');
    const before = await coefficients.allInnerTexts();
    const shown = await explainedAfter(page, () => demo.locator('[data-pick]').selectOption('2'));
    for (const title of ['masks', 'seeds', 'coefficients']) {
      await demo.getByText(`The ${title} as a table`).click();
    }
    const rows = demo.locator('[data-mask-table] tbody tr');
    const words = demo.locator('[data-mask-words]');
    const expectRowInWords = async (mask: number): Promise<void> => {
      await demo.locator('[data-mask]').fill(String(mask));
      const [cells, weight, network, linear] = await rows.nth(mask).locator('td').allInnerTexts();
      await words
        .filter({
          hasText: new RegExp(
            `shows ${cells!} of 49 cells; its weight is ${weight!}\\. ` +
              `The network says ${network!}, the linear model ${linear!}\\.$`,
          ),
        })
        .waitFor();
    };
    expect(await rows.count()).toBe(100);
    await expectRowInWords(7);
    expect(await coefficients.allInnerTexts()).not.toEqual(before);
    expect(await coefficients.nth(9).innerText()).toBe(formatNumber(shown.coefficients[9]!));
    await detailAfter(page, 'lime-steps', 'tried-seeds', () => demo.locator('[data-more]').click());
    expect(await demo.locator('[data-seed-rows] tr').count()).toBe(SEEDS_AT_ONCE);
    // An open table is drawn anew with the next masks.
    await explainedAfter(page, () => demo.locator('[data-evaluations]').selectOption('60'));
    expect(await rows.count()).toBe(60);
    await expectRowInWords(7);
    await expectAccessible(page, 'lime-steps');
    await close();
  });

  it('has nothing that moves for those who asked for less motion', async () => {
    const { page, close } = await open(PAGE, { reducedMotion: 'reduce' });
    expect(await page.locator('lime-steps [data-play]').isVisible()).toBe(false);
    expect(await page.locator('lime-steps [data-next]').isVisible()).toBe(true);
    await close();
  });

  it('shows the state of a shared address, and puts it there', async () => {
    const { page, close } = await open(`${PAGE}?lime=24~60~3~7`);
    const demo = page.locator('lime-steps');
    await demo
      .locator('[data-mask-words]')
      .filter({ hasText: /^Mask 8 of 60/ })
      .waitFor();
    await demo.locator('[data-summary]').filter({ hasText: 'coefficients for class 8' }).waitFor();
    await demo.locator('[data-seed]').click();
    await page.waitForURL(/lime=24(~|%7E)60(~|%7E)4(~|%7E)7/);
    await close();
  });

  it(
    'keeps the number of tensors flat and the page free',
    async () => {
      const watched = await open(PAGE);
      const { page, close } = watched;
      await expectSteady('LIME, 100 masks', watched, (run) =>
        explainedAfter(page, () =>
          page.locator('lime-steps [data-pick]').selectOption(String(run % 30)),
        ),
      );
      await close();
    },
    LONG,
  );

  it(
    'leaves no tensors behind when it tries seeds',
    async () => {
      const watched = await open(PAGE);
      const { page, close } = watched;
      await explainedAfter(page, () =>
        page.locator('lime-steps [data-evaluations]').selectOption('60'),
      );
      await expectSteady(
        'LIME by twenty seeds, 60 masks each',
        watched,
        () =>
          detailAfter<LimeSeedsAnswer>(page, 'lime-steps', 'tried-seeds', () =>
            page.locator('lime-steps [data-more]').click(),
          ),
        CLICKS,
      );
      await close();
    },
    LONG,
  );

  it('says what is wrong when the weights are missing, and keeps the example', async () => {
    const { page, close } = await open(PAGE);
    await expectExampleWithoutWeights(page, 'lime-steps', (demo) =>
      demo.locator('[data-pick]').selectOption('1'),
    );
    await close();
  });

  it('stands as an example without JavaScript', async () => {
    const { page, close } = await open(PAGE, { javaScriptEnabled: false });
    const demo = page.locator('lime-steps');
    expect(await demo.locator('.poster .map').count()).toBe(2);
    expect(await demo.locator('[data-histogram] .bar').count()).toBeGreaterThan(10);
    expect(await demo.locator('[data-summary]').innerText()).toMatch(/^Example: LIME fitted 49/);
    await close();
  });
});
