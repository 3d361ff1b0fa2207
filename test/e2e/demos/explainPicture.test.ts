import type { Locator } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { evaluationsInPage } from '../../../src/demos/explain-picture/settings.ts';
import { NETWORK_IDS } from '../../../src/demos/explain-picture/state.ts';
import { expectExampleWithoutWeights, type Listed } from './demo.ts';
import { expectAccessible, expectLightFirstUse, expectSteady, expectUntouched } from './demoUse.ts';
import { describeInBrowser } from '../inBrowser.ts';
import { knownPictures, type KnownPictures } from './knownPictures.ts';
import { longTasksDuring } from './longTasks.ts';
import {
  bySegmentsAfter,
  chooseNetwork,
  explainedAfter,
  photograph,
  pick,
  PICTURES_PAGE,
  type BySegments,
  type Explained,
} from './pictures.ts';

/** A hundred answers take their time. */
const LONG = 600_000;

const give = (demo: Locator, name: string, mimeType: string, buffer: Buffer) =>
  demo.locator('[data-file]').setInputFiles({ name, mimeType, buffer });

describeInBrowser('the demo of pictures', ({ open }) => {
  let known: KnownPictures;
  let own: Buffer;

  beforeAll(async () => {
    own = await photograph();
    known = await knownPictures(open);
  });

  it('loads little at its first use, and then shows by all three methods what Node computes', async () => {
    const watched = await open(PICTURES_PAGE);
    const { page, problems, close } = watched;
    expectUntouched(watched);
    const demo = page.locator('explain-picture');
    let explained: Promise<unknown> = Promise.resolve();
    let found!: Listed<BySegments>;
    await expectLightFirstUse('pictures', watched, async () => {
      found = await bySegmentsAfter(page, async () => {
        explained = explainedAfter(page, () => pick(demo, 1));
        await explained;
      });
    });
    const shown = (await explained) as Listed<Explained>;
    expect(Float32Array.from(shown.image)).toEqual(await known.galleryImage(1));
    known.expectExplained('small', shown);
    known.expectBySegments('small', shown.image, found, known.settings.segments.evaluations);
    await expectAccessible(page, 'explain-picture');
    expect(problems).toEqual([]);
    await close();
  });

  it('shows before the first use what it shows after it', async () => {
    const { page, problems, close } = await open(PICTURES_PAGE);
    const demo = page.locator('explain-picture');
    const words = () => demo.locator('[data-row], [data-class], [data-scale]').allInnerTexts();
    const example = await demo.locator('[data-summary]').innerText();
    const before = await words();
    await bySegmentsAfter(page, () => pick(demo, known.settings.position));
    expect(await words()).toEqual(before);
    await demo
      .locator('[data-summary]')
      .filter({ hasText: example.replace(/^Example: /, '') })
      .waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it.each(NETWORK_IDS)(
    "explains the reader's own picture by the network %s as Node does, and sends it nowhere",
    async (network) => {
      const { page, problems, close } = await open(PICTURES_PAGE);
      const demo = page.locator('explain-picture');
      const sent: string[] = [];
      page.on('request', (request) => {
        if (request.method() !== 'GET') sent.push(request.url());
      });
      if (network === 'study') await explainedAfter(page, () => chooseNetwork(demo, network));
      let explained: Promise<unknown> = Promise.resolve();
      const found = await bySegmentsAfter(page, async () => {
        const long = await longTasksDuring(page, async () => {
          explained = explainedAfter(page, () => give(demo, 'own.png', 'image/png', own));
          await explained;
        });
        expect(long).toEqual([]);
      });
      const shown = (await explained) as Listed<Explained>;
      const { image } = shown;
      const { side } = known.settings;
      const at = (x: number, y: number) =>
        image.slice(3 * (y * side + x), 3 * (y * side + x) + 3).map((value) => Math.round(value));
      expect(at(2, 2)).toEqual([1, 0, 0]);
      expect(at(side - 3, 2)).toEqual([0, 0, 1]);
      expect(at(side / 2, side / 2)).toEqual([0, 1, 0]);
      known.expectExplained(network, shown);
      known.expectBySegments(network, image, found, evaluationsInPage(known.settings, network));
      expect(found['kernel-shap'].tensors).toBe(found.lime.tensors);
      expect(await demo.locator('[data-pick]').inputValue()).toBe('');
      await demo
        .locator('[data-summary]')
        .filter({ hasText: /by LRP .+ by LIME .+ by Kernel SHAP / })
        .waitFor();
      expect(sent).toEqual([]);
      expect(problems).toEqual([]);
      await close();
    },
  );

  it('takes pictures that are dropped or pasted, and answers the next choice before a slow method is done', async () => {
    const { page, problems, close } = await open(PICTURES_PAGE);
    const demo = page.locator('explain-picture');
    const bytes = [...own];
    for (const type of ['drop', 'paste'] as const) {
      const shown = await explainedAfter(page, () =>
        demo.locator('[data-pad]').evaluate(
          (pad, [kind, content]) => {
            const data = new DataTransfer();
            data.items.add(new File([Uint8Array.from(content)], 'own.png', { type: 'image/png' }));
            pad.dispatchEvent(
              kind === 'drop'
                ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
                : new ClipboardEvent('paste', { clipboardData: data, bubbles: true }),
            );
          },
          [type, bytes] as const,
        ),
      );
      expect(shown.image.some((value) => value === 1)).toBe(true);
    }
    // The first progress of LIME tells that it is under way; the image chosen then is answered at once.
    await demo.locator('[data-method="lime"] [data-scale]').filter({ hasText: '%' }).waitFor();
    const next = await bySegmentsAfter(page, () => pick(demo, 0));
    expect(next.target).toBe(known.explainedBy('small', await known.galleryImage(0)).target);
    expect(await demo.locator('[data-method].pending').count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  it('says which file is no picture, and leaves the picture that stands there', async () => {
    const { page, problems, close } = await open(PICTURES_PAGE);
    const demo = page.locator('explain-picture');
    await give(demo, 'notes.txt', 'text/plain', Buffer.from('no picture'));
    await demo
      .locator('[data-problem]')
      .filter({ hasText: 'notes.txt is not a picture that this browser can read.' })
      .waitFor();
    await demo.locator('.poster').first().waitFor({ state: 'visible' });
    await explainedAfter(page, () => pick(demo, 1));
    expect(await demo.locator('[data-problem]').innerText()).toBe('');
    await give(demo, 'cut.png', 'image/png', own.subarray(0, 40));
    await demo
      .locator('[data-problem]')
      .filter({ hasText: /^cut\.png is not/ })
      .waitFor();
    expect(await demo.locator('[data-pick]').inputValue()).toBe('1');
    expect(problems).toEqual([]);
    await close();
  });

  it('shows the state of a shared address, and lays maps over the picture by keyboard', async () => {
    const { page, problems, close } = await open(`${PICTURES_PAGE}?picture=1~3`);
    const demo = page.locator('explain-picture');
    const name = known.settings.classNames[3]!;
    await demo
      .locator('[data-summary]')
      .filter({ hasText: `What speaks for ${name} is strongest by LRP` })
      .waitFor();
    const under = demo.locator('.under').first();
    expect(await under.isVisible()).toBe(false);
    await demo.locator('[data-over]').focus();
    await page.keyboard.press('Space');
    await under.waitFor({ state: 'visible' });
    expect(problems).toEqual([]);
    await close();
  });

  it(
    'keeps the number of tensors flat and the page free',
    async () => {
      const watched = await open(PICTURES_PAGE);
      const { page, close } = watched;
      const demo = page.locator('explain-picture');
      await explainedAfter(page, () => pick(demo, 0));
      await expectSteady('LRP of a picture', watched, (run) =>
        explainedAfter(page, () => demo.locator('[data-target]').selectOption(String(run % 10))),
      );
      await close();
    },
    LONG,
  );

  it.each(['missing', 'altered'] as const)(
    'says what is wrong when the weights are %s, and keeps the example',
    async (damage) => {
      const { page, close } = await open(PICTURES_PAGE);
      await expectExampleWithoutWeights(
        page,
        'explain-picture',
        (demo) => pick(demo, 0),
        known.settings.networks.small.binary,
        damage,
      );
      await close();
    },
  );

  it('stands as an example without JavaScript', async () => {
    const { page, close } = await open(PICTURES_PAGE, { javaScriptEnabled: false });
    const demo = page.locator('explain-picture');
    for (const poster of await demo.locator('.pane > .square > .poster .map').all()) {
      expect(await poster.isVisible()).toBe(true);
    }
    expect(await demo.locator('[data-summary]').innerText()).toMatch(/^Example: Predicted /);
    await close();
  });
});
