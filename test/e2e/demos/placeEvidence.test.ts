import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, it } from 'vitest';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import type { Gallery, GalleryMaps } from '../../../compute/results/gallery.ts';
import type { PlaceEvidenceSettings } from '../../../src/demos/place-evidence/settings.ts';
import {
  placedImage,
  stateOfScene,
  textOfState,
  type PlaceEvidenceState,
} from '../../../src/demos/place-evidence/state.ts';
import { Explainer } from '../../../src/demos/worker/explainer.ts';
import { METHOD_IDS, type CompareAnswer } from '../../../src/demos/worker/messages.ts';
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

const { pages, base } = inject('site');
const PAGE = `${base}planted-evidence/`;
/** A hundred answers take their time on a machine that is busy with something else. */
const LONG = 400_000;
const RESULTS = path.resolve(import.meta.dirname, '../../../content/results/planted');

/** Relative to the largest of a map. */
const TOLERANCES = { lrp: 1e-5, lime: 1e-4, 'kernel-shap': 1e-4 } as const;

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
    const watched = await open(PAGE);
    const { page, problems, close } = watched;
    expectUntouched(watched);
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
        expectClose(shown.maps[method], own.maps[method], TOLERANCES[method]);
      }
    }
    expect(problems).toEqual([]);
    await close();
  });

  it('shows what the study published of the images that it shows as they are', async () => {
    const read = (name: string): unknown =>
      JSON.parse(readFileSync(path.join(RESULTS, name), 'utf8'));
    const { images } = read('specimens-single.json') as Gallery;
    const { maps } = read('specimens-single-maps.json') as GalleryMaps;
    const position = 4;
    const { index, label, predicted, logits } = images[position]!;
    // From the scene before it, "another background" leads to the image as the data set has it.
    const before = textOfState({ ...stateOfScene(index - 1), label });
    const { page, close } = await open(`${PAGE}?evidence=${before}`);
    const summary = page.locator('place-evidence [data-summary]');
    await summary.filter({ hasText: /^The network says/ }).waitFor();
    const shown = await explainedAfter(page, () =>
      page.locator('place-evidence [data-scene]').click(),
    );
    expect(shown.state).toEqual(stateOfScene(index));
    expect(shown.target).toBe(predicted);
    expectClose(shown.logits, logits, 1e-5);
    for (const method of METHOD_IDS) {
      expectClose(shown.maps[method], maps[method]![position]!, TOLERANCES[method]);
    }
    await close();
  });

  it('loads little on first use', async () => {
    const watched = await open(PAGE);
    const { page, close } = watched;
    await expectLightFirstUse('placing evidence', watched, () =>
      explainedAfter(page, () => page.locator('place-evidence [data-scene]').click()),
    );
    await close();
  });

  it('follows a finger, which does not scroll the page meanwhile', async () => {
    const { page, problems, close } = await open(PAGE, { hasTouch: true });
    const pad = page.locator('place-evidence [data-pad]');
    await dragFinger(page, pad, [
      [0.25, 0.25],
      [0.4, 0.5],
      [0.5, 0.75],
      [0.75, 0.75],
    ]);
    // 20 pixels and 8 for the evidence: its middle lies three quarters across and down.
    await page
      .locator('place-evidence [data-summary]')
      .filter({ hasText: 'row 21, column 21' })
      .waitFor();
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
    await expectAccessible(page, 'place-evidence');
    const rows = page.locator('place-evidence tr[data-method]');
    const overlaps = async () => rows.allInnerTexts();
    const found = await overlaps();
    for (const row of found) expect(row).toMatch(/(\s+\d+\s?%){3}$/);
    await explainedAfter(page, () => page.locator('place-evidence [data-scene]').click());
    expect(await overlaps()).not.toEqual(found);
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

  it(
    'keeps the number of tensors flat and the page free',
    async () => {
      const watched = await open(PAGE);
      const { page, close } = watched;
      await page.locator('place-evidence [data-pad]').focus();
      await expectSteady('three maps of an image with evidence', watched, (run) =>
        explainedAfter(page, () => page.keyboard.press(run % 2 === 0 ? 'ArrowLeft' : 'ArrowRight')),
      );
      await close();
    },
    LONG,
  );

  it.each(['missing', 'altered'] as const)(
    'says what is wrong when the weights are %s, and keeps the example with its evidence in place',
    async (damage) => {
      const { page, close } = await open(PAGE);
      const demo = page.locator('place-evidence');
      const before = await demo.getAttribute('style');
      const move = async (): Promise<void> => {
        await demo.locator('[data-pad]').focus();
        await page.keyboard.press('ArrowLeft');
        expect(await demo.getAttribute('style')).not.toBe(before);
      };
      const file = '/models/planted/single.bin';
      await expectExampleWithoutWeights(page, 'place-evidence', move, file, damage);
      const place = (style: string | null) => /[\d.]+;.*?[\d.]+/.exec(style!)![0];
      expect(place(await demo.getAttribute('style'))).toBe(place(before));
      await close();
    },
  );
});
