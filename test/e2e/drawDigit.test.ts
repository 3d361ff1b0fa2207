import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, it } from 'vitest';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import { Explainer } from '../../src/demos/worker/explainer.ts';
import type { ExplainAnswer } from '../../src/demos/worker/messages.ts';
import { detailAfter, readBuilt } from './demo.ts';
import { describeInBrowser } from './inBrowser.ts';

const { folder, pages, base } = inject('site');
const PAGE = `${base}methods/`;
/** Requests of the demo itself. */
const OF_THE_DEMO = /worker-|\.wasm|\/models\/|-images\.json/;

type Explained = ExplainAnswer & { readonly image: Float32Array };

const explainedAfter = (page: Page, act: () => Promise<unknown>) =>
  detailAfter<Explained>(page, 'draw-digit', 'explained', act);

describeInBrowser('the demo "draw a digit"', ({ open }) => {
  const explainer = new Explainer(readBuilt);
  const network = `${base}models/mnist/2021.json`;

  beforeAll(async () => {
    expect(pages).toContain(PAGE);
    await chooseEngine('wasm');
    await explainer.load({
      kind: 'load',
      header: network,
      binary: `${base}models/mnist/2021.bin`,
    });
  });

  it('loads nothing before it is touched, and then shows what Node computes', async () => {
    const { page, requests, problems, close } = await open(PAGE);
    expect(requests.filter((request) => OF_THE_DEMO.test(request))).toEqual([]);
    for (const [position, target, composite] of [
      ['0', null, 'epsilonGammaBox'],
      ['4', 3, 'epsilonPlus'],
    ] as const) {
      // Each change is explained; the next waits for it, so that the last answer is to the last question.
      await explainedAfter(page, () => page.selectOption('draw-digit [data-composite]', composite));
      await explainedAfter(page, () =>
        page.selectOption('draw-digit [data-target]', target === null ? '' : String(target)),
      );
      const shown = await explainedAfter(page, () =>
        page.selectOption('draw-digit [data-pick]', position),
      );
      const image = Float32Array.from(shown.image);
      const own = explainer.explain({
        kind: 'explain-by-lrp',
        network,
        image,
        target,
        composite,
      });
      expect(shown.target).toBe(own.target);
      for (const [found, expected] of [
        [shown.relevance, own.relevance],
        [shown.logits, own.logits],
      ] as const) {
        const scale = Math.max(...Array.from(expected, Math.abs));
        expect(found.length).toBe(expected.length);
        found.forEach((value, index) => {
          expect(Math.abs(value - expected[index]!) / scale).toBeLessThan(1e-5);
        });
      }
    }
    expect(problems).toEqual([]);
    await close();
  });

  it('loads at most 350 KiB, compressed, on first use', async () => {
    const { page, requests, close } = await open(PAGE);
    const before = requests.length;
    const pad = page.locator('draw-digit [data-pad]');
    await explainedAfter(page, async () => {
      await pad.focus();
      await page.keyboard.press('Shift+ArrowDown');
    });
    const loaded = new Set(requests.slice(before).map((address) => new URL(address).pathname));
    const sizes = [...loaded].map(
      (address) => gzipSync(readFileSync(path.join(folder, address.slice(base.length)))).length,
    );
    expect(loaded.size).toBeGreaterThanOrEqual(4);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(350 * 1024);
    await close();
  });

  it('answers the mouse and the keyboard, and says so in words', async () => {
    const { page, problems, close } = await open(PAGE);
    const pad = page.locator('draw-digit [data-pad]');
    await pad.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await pad.boundingBox())!;
    const drawn = await explainedAfter(page, async () => {
      await page.mouse.move(x + width / 2, y + height / 5);
      await page.mouse.down();
      await page.mouse.move(x + width / 2, y + (4 * height) / 5, { steps: 8 });
      await page.mouse.up();
    });
    expect(drawn.image.some((value) => value > 0.5)).toBe(true);
    await page.locator('draw-digit [data-summary]').filter({ hasText: 'Predicted 1' }).waitFor();
    const cleared = await explainedAfter(page, () =>
      page.locator('draw-digit [data-clear]').click(),
    );
    expect(cleared.image.every((value) => value === 0)).toBe(true);
    await pad.focus();
    const typed = await explainedAfter(page, () => page.keyboard.press('Shift+ArrowDown'));
    expect(typed.image.some((value) => value > 0)).toBe(true);
    expect(problems).toEqual([]);
    await close();
  });

  it('keeps the number of tensors flat over a hundred explanations', async () => {
    const { page, close } = await open(PAGE);
    const first = await explainedAfter(page, () =>
      page.selectOption('draw-digit [data-pick]', '1'),
    );
    let last = first;
    for (let run = 0; run < 100; run++) {
      const choice = String(run % 10);
      last = await explainedAfter(page, () =>
        page.selectOption('draw-digit [data-target]', choice),
      );
    }
    expect(last.tensors).toBe(first.tensors);
    await close();
  });

  it('says what is wrong when the weights are not those of their header', async () => {
    const { page, close } = await open(PAGE);
    await page.route('**/models/mnist/2021.bin', async (route) => {
      const response = await route.fetch();
      const body = Buffer.from(await response.body());
      body[100]! ^= 1;
      await route.fulfill({ response, body });
    });
    await page.selectOption('draw-digit [data-pick]', '1');
    await page
      .locator('draw-digit [data-problem]')
      .filter({ hasText: /SHA-256 of the binary is/ })
      .waitFor();
    await page.locator('draw-digit .poster').first().waitFor({ state: 'visible' });
    await close();
  });
});
