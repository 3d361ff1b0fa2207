import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import type { Gallery, GalleryMaps } from '../../../compute/results/gallery.ts';
import { degradeImages } from '../../../src/demos/share-kept/answer.ts';
import { FILL_IDS, type DegradeAnswer } from '../../../src/demos/share-kept/question.ts';
import { RANKER_IDS, STEPS, type RankerId } from '../../../src/demos/share-kept/state.ts';
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
const PAGE = `${base}degradation/`;

type Drawn = DegradeAnswer & { readonly ranker: RankerId };

const degradedAfter = (page: Page, act: () => Promise<unknown>) =>
  detailAfter<DegradeAnswer>(page, 'share-kept', 'degraded', act);

describeInBrowser('the demo of a share kept', ({ open }) => {
  it('loads nothing before it is touched, and then computes what Node does', async () => {
    const watched = await open(PAGE);
    const { page, problems, close } = watched;
    expectUntouched(watched);
    const demo = page.locator('share-kept');
    const { images, header } = publishedMnist('gallery.json') as Gallery;
    const { maps } = publishedMnist('gallery-maps.json') as GalleryMaps;
    const specimens = await mnistSpecimens();
    const composite = String(specimens.settingsOf('lrp')['composite']);
    for (const [ranker, position] of [
      ['kernel-shap', 22],
      ['kernel-shap', 5],
      ['lrp', 11],
    ] as const) {
      await degradedAfter(page, () => demo.locator('[data-ranker]').selectOption(ranker));
      const shown = await degradedAfter(page, () =>
        demo.locator('[data-pick]').selectOption(String(position)),
      );
      const own = degradeImages(specimens.network, {
        kind: 'degrade-images',
        network: '',
        images: [specimens.images[position]!],
        indices: [images[position]!.index],
        seed: header.seed,
        ranking:
          ranker === 'lrp'
            ? { kind: 'lrp', composite }
            : { kind: 'maps', maps: [Float32Array.from(maps[ranker]![position]!)] },
        fill: 'salt-and-pepper',
        keep: 'most',
        steps: STEPS,
      });
      expectClose(shown.logits, own.logits, 1e-5);
      // Whole, the image is the one of the gallery.
      expectClose(shown.logits.slice(STEPS * 10), images[position]!.logits, 1e-5);
    }
    expect(problems).toEqual([]);
    await close();
  });

  it('loads little on first use, the curves included', async () => {
    const watched = await open(PAGE);
    const { page, close } = watched;
    await expectLightFirstUse('share kept', watched, async () => {
      await detailAfter<Drawn>(page, 'share-kept', 'drew-curve', () =>
        page.locator('share-kept [data-fill]').selectOption('zero'),
      );
      await page
        .locator('share-kept [data-recognised="random"]')
        .filter({ hasText: /\d/ })
        .waitFor();
    });
    await close();
  });

  it('follows the slider by keyboard, and draws the curves of all images at rest', async () => {
    const { page, problems, close } = await open(PAGE);
    const demo = page.locator('share-kept');
    await demo.locator('[data-step]').focus();
    const drawn = await detailAfter<Drawn>(page, 'share-kept', 'drew-curve', () =>
      page.keyboard.press('End'),
    );
    expect(drawn.ranker).toBe('lrp');
    process.stdout.write(`share kept, 630 images: ${drawn.milliseconds.toFixed(0)} ms\n`);
    // Of whole images all rankings recognise the same.
    const { images } = publishedMnist('gallery.json') as Gallery;
    const right = images.filter(({ label, predicted }) => label === predicted).length;
    for (const id of RANKER_IDS) {
      await demo
        .locator(`[data-recognised="${id}"]`)
        .filter({ hasText: `${right} of ${images.length}` })
        .waitFor();
    }
    expect(await demo.locator('[data-curves] .ranking').count()).toBe(RANKER_IDS.length);
    await demo
      .locator('[data-summary]')
      .filter({ hasText: /^With the 100.% .* Of 30 images it recognises 30/ })
      .waitFor();
    await expectAccessible(page, 'share-kept');
    expect(problems).toEqual([]);
    await close();
  });

  it('shows the state of a shared address, and puts it there', async () => {
    const { page, close } = await open(`${PAGE}?kept=1~lime~mean~least~10`);
    const demo = page.locator('share-kept');
    await demo
      .locator('[data-summary]')
      .filter({
        hasText: /^With the 50.% of the pixels that are least relevant by LIME, and the mean/,
      })
      .waitFor();
    await demo.locator('[data-fill]').selectOption('blur');
    await page.waitForURL(/kept=1(~|%7E)lime(~|%7E)blur(~|%7E)least(~|%7E)10/);
    await close();
  });

  it(
    'keeps the number of tensors flat and the page free',
    async () => {
      const watched = await open(PAGE);
      const { page, close } = watched;
      await expectSteady('share kept, 21 images', watched, (run) =>
        degradedAfter(page, () =>
          page.locator('share-kept [data-pick]').selectOption(String(run % 30)),
        ),
      );
      await close();
    },
    LONG,
  );

  it(
    'leaves no tensors behind when it draws curves',
    async () => {
      const { page, close } = await open(PAGE);
      const demo = page.locator('share-kept');
      const tensors: number[] = [];
      // The curves of all rankings follow one another once a fill is chosen; none is drawn twice.
      await page.exposeFunction('drew', (alive: number) => tensors.push(alive));
      await demo.evaluate((element) => {
        element.addEventListener('drew-curve', (event) => {
          const { tensors: alive } = (event as CustomEvent<DegradeAnswer>).detail;
          (window as unknown as { drew: (alive: number) => void }).drew(alive);
        });
      });
      for (const [place, fill] of FILL_IDS.entries()) {
        await demo.locator('[data-fill]').selectOption(fill);
        await expect.poll(() => tensors.length).toBe((place + 1) * RANKER_IDS.length);
      }
      expect(new Set(tensors).size).toBe(1);
      await close();
    },
    LONG,
  );

  it('says what is wrong when the weights are missing, and keeps the example', async () => {
    const { page, close } = await open(PAGE);
    await expectExampleWithoutWeights(page, 'share-kept', (demo) =>
      demo.locator('[data-pick]').selectOption('1'),
    );
    await close();
  });

  it('stands as an example without JavaScript', async () => {
    const { page, close } = await open(PAGE, { javaScriptEnabled: false });
    const demo = page.locator('share-kept');
    expect(await demo.locator('[data-curves] .ranking').count()).toBe(RANKER_IDS.length);
    expect(await demo.locator('[data-summary]').innerText()).toMatch(/^Example: With the 20.%/);
    await close();
  });
});
