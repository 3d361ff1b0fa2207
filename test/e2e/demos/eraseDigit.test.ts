import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import type { Gallery, GalleryMaps } from '../../../compute/results/gallery.ts';
import type { EraseAnswer, PredictAnswer } from '../../../src/demos/erase-digit/question.ts';
import { eraseByMethods } from '../../../src/demos/erase-digit/answer.ts';
import { initialState, textOfState } from '../../../src/demos/erase-digit/state.ts';
import { mnistSpecimens, publishedMnist } from '../../demos/mnistSpecimens.ts';
import { detailAfter, expectExampleWithoutWeights } from './demo.ts';
import {
  expectAccessible,
  expectClose,
  expectLightFirstUse,
  expectSteady,
  expectUntouched,
} from './demoUse.ts';
import { dragFinger } from './finger.ts';
import { describeInBrowser } from '../inBrowser.ts';

const { base } = inject('site');
const PAGE = `${base}degradation/`;

type Predicted = PredictAnswer & { readonly pixels: number; readonly lead: number };

const predictedAfter = (page: Page, act: () => Promise<unknown>) =>
  detailAfter<Predicted>(page, 'erase-digit', 'predicted', act);

const erasedAfter = (page: Page, act: () => Promise<unknown>) =>
  detailAfter<EraseAnswer>(page, 'erase-digit', 'erased-by-methods', act);

describeInBrowser('the demo of erasing', ({ open }) => {
  it('loads nothing before it is touched, and then says what the study published', async () => {
    const watched = await open(PAGE);
    const { page, problems, close } = watched;
    expectUntouched(watched);
    const { images } = publishedMnist('gallery.json') as Gallery;
    for (const position of [13, 2]) {
      const shown = await predictedAfter(page, () =>
        page.locator('erase-digit [data-pick]').selectOption(String(position)),
      );
      expectClose(shown.logits, images[position]!.logits, 1e-5);
      expect(shown.pixels).toBe(0);
    }
    expect(problems).toEqual([]);
    await close();
  });

  it('loads little on first use, the methods included', async () => {
    const watched = await open(PAGE);
    const { page, close } = watched;
    await expectLightFirstUse('erasing', watched, () =>
      erasedAfter(page, () => page.locator('erase-digit [data-reveal]').click()),
    );
    await close();
  });

  it('rubs out by keyboard and mouse, and starts again', async () => {
    const { page, problems, close } = await open(PAGE);
    const demo = page.locator('erase-digit');
    const pad = demo.locator('[data-pad]');
    await predictedAfter(page, () => demo.locator('[data-pick]').selectOption('4'));
    await pad.focus();
    const dot = await predictedAfter(page, () => page.keyboard.press(' '));
    expect(dot.pixels).toBeGreaterThan(0);
    // The mouse reaches only what is in the window.
    await pad.evaluate(async (element) => {
      // Letters of another font would still move it.
      await document.fonts.ready;
      element.scrollIntoView({ block: 'center', behavior: 'instant' });
    });
    const { x, y, width, height } = (await pad.boundingBox())!;
    await page.mouse.move(x + width / 2, y + height * 0.1);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + height * 0.9, { steps: 6 });
    await page.mouse.up();
    await demo
      .locator('[data-summary]')
      .filter({ hasText: /^\d+ of 25 pixels are erased\. .*(No more may be erased|now says)/ })
      .waitFor();
    expect(await demo.locator('[data-erasures] .reader').count()).toBe(1);
    const again = await predictedAfter(page, () => demo.locator('[data-clear]').click());
    expect(again.pixels).toBe(0);
    expect(await demo.locator('[data-count]').innerText()).toBe('0 of 25');
    expect(problems).toEqual([]);
    await close();
  });

  it('scores the reader beside the methods once another class wins', async () => {
    const { images } = publishedMnist('gallery.json') as Gallery;
    const { images: levels, maps } = publishedMnist('gallery-maps.json') as GalleryMaps;
    const position = 27;
    const { index, predicted } = images[position]!;
    // As LIME would rub it out: a fifth of the ink, most relevant first.
    const state = initialState(position);
    const lime = maps['lime']![position]!;
    [...state.erased.keys()]
      .filter((pixel) => levels[position]![pixel]! > 0)
      .sort((a, b) => lime[b]! - lime[a]!)
      .slice(0, 25)
      .forEach((pixel) => (state.erased[pixel] = 1));
    const { page, close } = await open(`${PAGE}?erase=${textOfState(state)}`);
    const demo = page.locator('erase-digit');
    await demo
      .locator('[data-summary]')
      .filter({ hasText: /^25 of 25 pixels are erased\. The network now says \d instead of 9/ })
      .waitFor();
    await demo.locator('[data-score="random"] td').filter({ hasText: /\d/ }).first().waitFor();
    expect(await demo.locator('[data-erasures] .erasure').count()).toBe(5);
    expect(await demo.locator('[data-score="reader"]').innerText()).toMatch(/You\s+25\s+−/);
    const again = await erasedAfter(page, () => demo.locator('[data-reveal]').click());
    expect(again.erasures.map(({ id }) => id)).toEqual(['lrp', 'lime', 'kernel-shap', 'random']);
    const specimens = await mnistSpecimens();
    const published = (method: string) => Float32Array.from(maps[method]![position]!);
    const { cell, fill, evaluations } = specimens.settingsOf('lime') as Record<string, number>;
    const own = eraseByMethods(
      specimens.network,
      {
        kind: 'erase-by-methods',
        network: '',
        image: specimens.images[position]!,
        composite: '',
        segments: {
          cell: cell!,
          fill: fill!,
          evaluations: evaluations!,
          seed: specimens.gallery.header.seed,
          index,
        },
        most: 25,
      },
      {
        target: predicted,
        maps: {
          lrp: published('lrp'),
          lime: published('lime'),
          'kernel-shap': published('kernel-shap'),
        },
      },
    );
    for (const [place, { id, leads }] of own.erasures.entries()) {
      expect(again.erasures[place]!.id).toBe(id);
      expectClose(again.erasures[place]!.leads, leads, 1e-4);
    }
    // The table of the curves has what they have, and the words have the scores.
    await demo.getByText('The leads as a table').click();
    expect(await demo.locator('[data-leads] tr').count()).toBe(26);
    expect(await demo.locator('[data-leads] tr').last().innerText()).toMatch(
      /^25(\s+−?\d+\.\d){5}$/,
    );
    await demo
      .locator('[data-summary]')
      .filter({
        hasText: /Pixels until another class wins: LRP .+, LIME .+, Kernel SHAP .+, Chance .+\.$/,
      })
      .waitFor();
    await expectAccessible(page, 'erase-digit');
    process.stdout.write(`erasing by four rankings: ${again.milliseconds.toFixed(0)} ms\n`);
    await close();
  });

  it('shows the state of a shared address, and puts it there', async () => {
    const { page, close } = await open(`${PAGE}?erase=4~`);
    const demo = page.locator('erase-digit');
    await demo.locator('[data-summary]').filter({ hasText: 'The network still says 1' }).waitFor();
    await demo.locator('[data-pad]').focus();
    await predictedAfter(page, () => page.keyboard.press(' '));
    await page.waitForURL(/erase=4(~|%7E)[\w-]{131}/);
    const count = await demo.locator('[data-count]').innerText();
    await page.reload();
    await demo.locator('[data-count]').filter({ hasText: count }).waitFor();
    await close();
  });

  it('follows a finger, which does not scroll the page meanwhile', async () => {
    const { page, problems, close } = await open(PAGE, { hasTouch: true });
    const demo = page.locator('erase-digit');
    await predictedAfter(page, () => demo.locator('[data-pick]').selectOption('4'));
    await dragFinger(page, demo.locator('[data-pad]'), [
      [0.5, 0.1],
      [0.5, 0.4],
      [0.5, 0.6],
      [0.5, 0.9],
    ]);
    await demo
      .locator('[data-summary]')
      .filter({ hasText: /^\d+ of 25 pixels are erased\. .*(No more may be erased|now says)/ })
      .waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it('leaves no tensors behind when the methods erase', async () => {
    const watched = await open(PAGE);
    const { page, close } = watched;
    await expectSteady('erasing by four rankings', watched, () =>
      erasedAfter(page, () => page.locator('erase-digit [data-reveal]').click()),
    );
    await close();
  });

  it('keeps the number of tensors flat and the page free', async () => {
    const watched = await open(PAGE);
    const { page, close } = watched;
    await expectSteady('what is left of a digit', watched, (run) =>
      predictedAfter(page, () =>
        page.locator('erase-digit [data-pick]').selectOption(String(run % 30)),
      ),
    );
    await close();
  });

  it('says what is wrong when the weights are missing, and keeps the example', async () => {
    const { page, close } = await open(PAGE);
    await expectExampleWithoutWeights(page, 'erase-digit', (demo) =>
      demo.locator('[data-pick]').selectOption('1'),
    );
    await close();
  });

  it('stands as an example without JavaScript', async () => {
    const { page, close } = await open(PAGE, { javaScriptEnabled: false });
    const demo = page.locator('erase-digit');
    expect(await demo.locator('[data-erasures] .erasure').count()).toBe(4);
    expect(await demo.locator('[data-summary]').innerText()).toMatch(/^Example: 0 of 25/);
    await close();
  });
});
