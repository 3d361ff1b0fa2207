import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import type { Gallery, GalleryMaps } from '../../../compute/results/gallery.ts';
import { randomiseLayers } from '../../../src/demos/random-layers/answer.ts';
import type { RandomLayersAnswer } from '../../../src/demos/random-layers/question.ts';
import type { RandomLayersSettings } from '../../../src/demos/random-layers/settings.ts';
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
/** Many answers take their time on a machine that is busy with something else. */
const LONG = 900_000;
const PAGE = `${base}visual-comparison/`;

const explainedAfter = (page: Page, act: () => Promise<unknown>) =>
  detailAfter<RandomLayersAnswer>(page, 'random-layers', 'explained', act);

describeInBrowser('the demo of random layers', ({ open }) => {
  it('loads nothing before it is touched, and then starts from the maps of the study and computes what Node does', async () => {
    const watched = await open(PAGE);
    const { page, problems, close } = watched;
    expectUntouched(watched);
    const { images } = publishedMnist('gallery.json') as Gallery;
    const { maps } = publishedMnist('gallery-maps.json') as GalleryMaps;
    const shown = await explainedAfter(page, () =>
      page.locator('random-layers [data-pick]').selectOption('17'),
    );
    expect(shown.target).toBe(images[17]!.predicted);
    expectClose(shown.logits, images[17]!.logits, 1e-5);
    expectClose(shown.maps[0]![0]!, maps['lrp']![17]!, 1e-5);
    const specimens = await mnistSpecimens();
    const { composites, segments, indices } = JSON.parse(
      (await page.locator('random-layers').getAttribute('data-settings'))!,
    ) as RandomLayersSettings;
    const own = randomiseLayers(specimens.network, {
      kind: 'random-layers',
      network: '',
      image: specimens.images[17]!,
      composites,
      segments: { ...segments, index: indices[17]! },
      draw: 0,
    });
    expect(shown.layers).toEqual(own.layers);
    for (const [row, ofRow] of own.maps.entries()) {
      const tolerance = row < composites.length ? 1e-5 : 1e-4;
      for (const [stage, map] of ofRow.entries()) {
        expectClose(shown.maps[row]![stage]!, map, tolerance);
      }
      // Ranks of all but equal numbers may change places.
      expectClose(shown.similarities[row]!, own.similarities[row]!, 1e-2);
    }
    expect(problems).toEqual([]);
    await close();
  });

  it('loads little on first use', async () => {
    const watched = await open(PAGE);
    const { page, close } = watched;
    await expectLightFirstUse('random layers', watched, () =>
      explainedAfter(page, () => page.locator('random-layers [data-draw]').click()),
    );
    await close();
  });

  it('draws other weights by keyboard, keeps the state in the address and shows it again', async () => {
    const { page, problems, close } = await open(`${PAGE}?random=4~2`);
    const demo = page.locator('random-layers');
    const summary = demo.locator('[data-summary]');
    await summary.filter({ hasText: /^Maps for 1\. With all 3 layers random/ }).waitFor();
    await demo.locator('[data-draw]').focus();
    await explainedAfter(page, () => page.keyboard.press('Enter'));
    await page.waitForURL(/random=4(~|%7E)3/);
    await expectAccessible(page, 'random-layers');
    expect(await demo.locator('[data-similarities]').first().innerText()).toMatch(
      /^LRP(\s+−?[01]\.\d\d){3}/,
    );
    expect(problems).toEqual([]);
    await close();
  });

  it(
    'keeps the number of tensors flat and the page free',
    async () => {
      const watched = await open(PAGE);
      const { page, close } = watched;
      await expectSteady('random layers, 20 maps', watched, (run) =>
        explainedAfter(page, () =>
          page.locator('random-layers [data-pick]').selectOption(String(run % 30)),
        ),
      );
      await close();
    },
    LONG,
  );

  it('says what is wrong when the weights are missing, and keeps the example', async () => {
    const { page, close } = await open(PAGE);
    await expectExampleWithoutWeights(page, 'random-layers', (demo) =>
      demo.locator('[data-pick]').selectOption('1'),
    );
    await close();
  });

  it('stands as an example without JavaScript', async () => {
    const { page, close } = await open(PAGE, { javaScriptEnabled: false });
    const demo = page.locator('random-layers');
    expect(await demo.locator('.poster .map').count()).toBe(21);
    expect(await demo.locator('[data-summary]').innerText()).toMatch(/^Example: Maps for 3\./);
    await close();
  });
});
