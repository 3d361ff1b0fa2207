import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import type { Gallery, GalleryMaps } from '../../compute/results/gallery.ts';
import type { LimeSeedsAnswer, LimeStepsAnswer } from '../../src/demos/lime-steps/question.ts';
import { SEEDS_AT_ONCE } from '../../src/demos/lime-steps/settings.ts';
import { publishedMnist } from '../demos/mnistSpecimens.ts';
import { detailAfter, expectExampleWithoutWeights } from './demo.ts';
import { expectClose, expectLightFirstUse, expectSteady, expectUntouched } from './demoUse.ts';
import { describeInBrowser } from './inBrowser.ts';

const { base } = inject('site');
/** A hundred answers take their time on a machine that is busy with something else. */
const LONG = 400_000;
const PAGE = `${base}methods/`;

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
    process.stdout.write(`LIME, 1,000 masks: ${shown.milliseconds.toFixed(0)} ms\n`);
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
    await detailAfter(page, 'lime-steps', 'tried-seeds', () => demo.locator('[data-more]').click());
    expect(await demo.locator('[data-seed-words]').innerText()).toMatch(/over 40 seeds/);
    expect(problems).toEqual([]);
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
    await demo.locator('[data-summary]').filter({ hasText: 'coefficients for 8' }).waitFor();
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
