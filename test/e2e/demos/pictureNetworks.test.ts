import { beforeAll, expect, it } from 'vitest';
import type { SegmentMethodId } from '../../../src/demos/worker/messages.ts';
import { expectExample, readBuilt, type Listed } from './demo.ts';
import { describeInBrowser } from '../inBrowser.ts';
import { knownPictures, type KnownPictures } from './knownPictures.ts';
import { longTasksDuring } from './longTasks.ts';
import {
  bySegmentsAfter,
  chooseNetwork,
  explainedAfter,
  pick,
  PICTURES_PAGE,
  type Explained,
} from './pictures.ts';

describeInBrowser('the networks of the demo of pictures', ({ open }) => {
  let known: KnownPictures;

  beforeAll(async () => {
    known = await knownPictures(open);
  });

  it("loads the study's network when it is chosen, tells how much that is and how far it is, and shows what Node computes", async () => {
    const { page, problems, requests, close } = await open(PICTURES_PAGE);
    const demo = page.locator('explain-picture');
    await demo.getByText(/The network of the figures, [\d.]+ MB, is loaded when you/).waitFor();
    await demo.getByText('weights of both are rounded to 8 bits').waitFor();
    await explainedAfter(page, () => pick(demo, 1));
    const loaded = () =>
      requests.some((address) => address.endsWith(known.settings.networks.study.binary));
    expect(loaded()).toBe(false);
    await demo.locator('[data-loading]').evaluate((bar: HTMLProgressElement) => {
      const seen: number[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => seen.push(bar.value)).observe(bar, { attributes: true });
    });
    let shown!: Listed<Explained>;
    const long = await longTasksDuring(page, async () => {
      shown = await explainedAfter(page, () => chooseNetwork(demo, 'study'));
    });
    expect(long).toEqual([]);
    expect(loaded()).toBe(true);
    const shares = (await page.evaluate(
      () => (window as unknown as { seen: number[] }).seen,
    )) as readonly number[];
    expect(shares.length).toBeGreaterThan(0);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(shown.target).toBe(known.settings.predicted[1]);
    known.expectExplained('study', shown);
    // And back: the small one is there still, and answers for itself.
    known.expectExplained('small', await explainedAfter(page, () => chooseNetwork(demo, 'small')));
    expect(problems).toEqual([]);
    await close();
  });

  it('answers for the network chosen last, while another is still being loaded', async () => {
    const { page, problems, close } = await open(PICTURES_PAGE);
    const demo = page.locator('explain-picture');
    await page.route(`**${known.settings.networks.study.binary}`, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 2000));
      await route.continue();
    });
    await explainedAfter(page, () => pick(demo, 1));
    const shown = await explainedAfter(page, async () => {
      await chooseNetwork(demo, 'study');
      await chooseNetwork(demo, 'small');
    });
    known.expectExplained('small', shown);
    expect(problems).toEqual([]);
    await close();
  });

  it('shows the maps of the study for its images and its network', async () => {
    const { page, problems, close } = await open(`${PICTURES_PAGE}?picture=1~~study`);
    const scores = JSON.parse(Buffer.from(await readBuilt(known.scores)).toString()) as {
      readonly scores: Record<SegmentMethodId, readonly (readonly number[])[]>;
    };
    const demo = page.locator('explain-picture');
    const before = await demo.locator('[data-row]').allInnerTexts();
    const found = await bySegmentsAfter(page, () => pick(demo, 2));
    const rows = await demo.locator('[data-row]').allInnerTexts();
    expect(rows.length).toBe(3);
    for (const [place, row] of rows.entries()) {
      expect(row).toMatch(/\d/);
      expect(row).not.toBe(before[place]);
    }
    const { side, segments } = known.settings;
    for (const method of ['lime', 'kernel-shap'] as const) {
      const corners = found[method].map.filter(
        (_, pixel) =>
          (pixel % side) % segments.cell === 0 && Math.floor(pixel / side) % segments.cell === 0,
      );
      expect(corners).toEqual(Array.from(Float32Array.from(scores.scores[method][2]!)));
    }
    await page.waitForURL(/picture=2(~|%7E){2}study/);
    expect(problems).toEqual([]);
    await close();
  });

  it("keeps the example when the study's network is missing, and goes on with the small one", async () => {
    const { page, close } = await open(PICTURES_PAGE);
    const demo = page.locator('explain-picture');
    const { binary } = known.settings.networks.study;
    await page.route(`**${binary}`, (route) => route.fulfill({ status: 404 }));
    await explainedAfter(page, () => pick(demo, 1));
    await chooseNetwork(demo, 'study');
    await expectExample(demo, /whitened-8-bit\.bin could not be loaded \(404\)/);
    known.expectExplained('small', await explainedAfter(page, () => chooseNetwork(demo, 'small')));
    expect(await demo.locator('[data-problem]').innerText()).toBe('');
    await close();
  });
});
