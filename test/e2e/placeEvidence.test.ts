import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, it } from 'vitest';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import type { PlaceEvidenceSettings } from '../../src/demos/place-evidence/settings.ts';
import { placedImage, type PlaceEvidenceState } from '../../src/demos/place-evidence/state.ts';
import { Explainer } from '../../src/demos/worker/explainer.ts';
import { METHOD_IDS, type CompareAnswer } from '../../src/demos/worker/messages.ts';
import { detailAfter, readBuilt } from './demo.ts';
import { describeInBrowser } from './inBrowser.ts';
import { longTasksDuring } from './longTasks.ts';

const { pages, base } = inject('site');
const PAGE = `${base}planted-evidence/`;
/** Requests of the demo itself. */
const OF_THE_DEMO = /worker-|\.wasm|\/models\//;

type Explained = CompareAnswer & { readonly state: PlaceEvidenceState };

const explainedAfter = (page: Page, act: () => Promise<unknown>) =>
  detailAfter<Explained>(page, 'place-evidence', 'explained', act);

describeInBrowser('the demo "place the evidence"', ({ open }) => {
  const explainer = new Explainer(readBuilt);
  const network = `${base}models/planted/single.json`;

  beforeAll(async () => {
    expect(pages).toContain(PAGE);
    await chooseEngine('wasm');
    await explainer.load({
      kind: 'load',
      header: network,
      binary: `${base}models/planted/single.bin`,
    });
  });

  it('loads nothing before it is touched, and then shows what Node computes', async () => {
    const { page, requests, problems, close } = await open(PAGE);
    expect(requests.filter((request) => OF_THE_DEMO.test(request))).toEqual([]);
    const settings = JSON.parse(
      (await page.locator('place-evidence').getAttribute('data-settings'))!,
    ) as PlaceEvidenceSettings;
    const pad = page.locator('place-evidence [data-pad]');
    await pad.focus();
    for (const key of ['ArrowLeft', 'Shift+ArrowUp']) {
      const shown = await explainedAfter(page, () => page.keyboard.press(key));
      const own = await explainer.explainByAll({
        kind: 'explain-by-all',
        network,
        image: placedImage(shown.state).image,
        composite: settings.composite,
        segments: { ...settings.segments, seed: settings.seed, index: shown.state.scene },
      });
      expect(shown.target).toBe(own.target);
      for (const method of METHOD_IDS) {
        const expected = own.maps[method];
        const scale = Math.max(...Array.from(expected, Math.abs));
        expect(shown.maps[method].length).toBe(expected.length);
        shown.maps[method].forEach((value, pixel) => {
          const difference = Math.abs(value - expected[pixel]!) / scale;
          expect(difference).toBeLessThan(method === 'lrp' ? 1e-5 : 1e-4);
        });
      }
    }
    expect(problems).toEqual([]);
    await close();
  });

  it('moves the evidence by mouse and keys, and says what was found', async () => {
    const { page, problems, close } = await open(PAGE);
    const pad = page.locator('place-evidence [data-pad]');
    await pad.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await pad.boundingBox())!;
    const moved = await explainedAfter(page, () =>
      page.mouse.click(x + width * 0.75, y + height * 0.25),
    );
    expect([moved.state.left, moved.state.top]).toEqual([20, 4]);
    await pad.focus();
    const typed = await explainedAfter(page, () => page.keyboard.press('ArrowDown'));
    expect([typed.state.left, typed.state.top]).toEqual([20, 6]);
    const other = await explainedAfter(page, () =>
      page.getByLabel('frame', { exact: true }).check(),
    );
    expect(other.state.label).toBe(5);
    await page
      .locator('place-evidence [data-summary]')
      .filter({ hasText: /The network says frame.* row 7, column 21.*LIME \d+/ })
      .waitFor();
    expect(new URL(page.url()).searchParams.get('evidence')).toMatch(/^\d+\.5\.6\.20\.\d+$/);
    expect(problems).toEqual([]);
    await close();
  });

  it('shows the state of a shared address', async () => {
    const { page, close } = await open(`${PAGE}?evidence=7.3.10.12.60`);
    await page
      .locator('place-evidence [data-summary]')
      .filter({ hasText: 'row 11, column 13' })
      .waitFor();
    expect(await page.getByLabel('rising', { exact: true }).isChecked()).toBe(true);
    await close();
  });

  it('shows and hides where the evidence is, also without JavaScript', async () => {
    const { page, close } = await open(PAGE, { javaScriptEnabled: false });
    const outlines = page.locator('place-evidence .evidence-outline');
    expect(await outlines.count()).toBe(1 + METHOD_IDS.length);
    await outlines.first().waitFor({ state: 'visible' });
    await page.locator('place-evidence [data-mask]').uncheck();
    await outlines.last().waitFor({ state: 'hidden' });
    await close();
  });

  it('keeps the number of tensors flat and the page free', async () => {
    const { page, close } = await open(PAGE);
    const pad = page.locator('place-evidence [data-pad]');
    await pad.focus();
    const first = await explainedAfter(page, () => page.keyboard.press('ArrowLeft'));
    let last = first;
    const long = await longTasksDuring(page, async () => {
      for (let run = 0; run < 20; run++) {
        const key = run % 2 === 0 ? 'ArrowRight' : 'ArrowLeft';
        last = await explainedAfter(page, () => page.keyboard.press(key));
      }
    });
    expect(last.tensors).toBe(first.tensors);
    expect(long).toEqual([]);
    await close();
  });

  it('says what is wrong when the weights are missing, and keeps the example', async () => {
    const { page, close } = await open(PAGE);
    await page.route('**/models/planted/single.bin', (route) => route.fulfill({ status: 404 }));
    await page.locator('place-evidence [data-pad]').focus();
    await page.keyboard.press('ArrowLeft');
    await page
      .locator('place-evidence [data-problem]')
      .filter({ hasText: /single\.bin could not be loaded \(404\)/ })
      .waitFor();
    await page.locator('place-evidence .poster').first().waitFor({ state: 'visible' });
    await close();
  });
});
