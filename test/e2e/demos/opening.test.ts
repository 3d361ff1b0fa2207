import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { describeInBrowser } from '../inBrowser.ts';

const { folder, base } = inject('site');

/** Bytes that the drawings of the first frame may have. */
const FIRST_FRAME = 40 * 1024;

const hole = (page: Page) =>
  page
    .locator('[data-hole]')
    .evaluate((circle) => ['cx', 'cy'].map((name) => Number(circle.getAttribute(name))));

describeInBrowser('the figure of the first page', ({ open }) => {
  it('has a first frame that is small and stands without JavaScript', async () => {
    const html = readFileSync(path.join(folder, 'index.html'), 'utf8');
    const start = html.indexOf('<figure class="opening"');
    const figure = html.slice(start, html.indexOf('</figure>', start));
    const drawings = figure.match(/<svg.*?<\/svg>/gs)!;
    const bytes = drawings.reduce((sum, drawing) => sum + drawing.length, 0);
    expect(bytes).toBeGreaterThan(5000);
    expect(bytes).toBeLessThan(FIRST_FRAME);
    const { page, problems, close } = await open(base, { javaScriptEnabled: false });
    expect(await page.locator('.opening-panel svg').count()).toBe(3);
    expect(await page.locator('[data-says]').first().innerText()).toMatch(/^says 3, .*%$/);
    expect(await page.locator('#opening-removed').isDisabled()).toBe(true);
    expect(problems).toEqual([]);
    await close();
  });

  it('loads its code and numbers when the reader turns to it', async () => {
    const { page, requests, close } = await open(base);
    expect(requests.filter((request) => request.includes('/opening'))).toEqual([]);
    await page.locator('.opening-panel').first().hover();
    await expect
      .poll(() => requests.filter((request) => request.includes('/opening')).length)
      .toBeGreaterThanOrEqual(2);
    await close();
  });

  it('moves the lens by mouse over all maps at once', async () => {
    const { page, problems, close } = await open(base);
    const panel = page.locator('.opening-panel').nth(1);
    await panel.hover();
    const here = page.locator('[data-here]').first();
    const before = await here.innerText();
    const { x, y, width } = (await panel.boundingBox())!;
    const pixel = width / 28;
    await page.mouse.move(x + 3 * pixel, y + 4 * pixel);
    await page.mouse.down();
    await page.mouse.move(x + 11.5 * pixel, y + 9.5 * pixel, { steps: 4 });
    await page.mouse.up();
    const [cx, cy] = await hole(page);
    expect(cx).toBeCloseTo(11.5, 0);
    expect(cy).toBeCloseTo(9.5, 0);
    await expect.poll(() => here.innerText()).not.toBe(before);
    // Nothing follows a mouse that only passes.
    await page.mouse.move(x + 20 * pixel, y + 20 * pixel);
    expect(await hole(page)).toEqual([cx, cy]);
    expect(problems).toEqual([]);
    await close();
  });

  it('moves the lens by touch, and leaves turning the page to the browser', async () => {
    const { page, close } = await open(base, {
      hasTouch: true,
      viewport: { width: 375, height: 800 },
    });
    const panel = page.locator('.opening-panel').first();
    expect(await panel.evaluate((element) => getComputedStyle(element).touchAction)).toBe('pan-y');
    await panel.tap({ position: { x: 35, y: 70 } });
    await expect
      .poll(async () => {
        await panel.tap({ position: { x: 35, y: 70 } });
        return (await hole(page)).map(Math.round);
      })
      .toEqual([10, 20]);
    await close();
  });

  it('moves the lens by keyboard and says what lies under it', async () => {
    const { page, close } = await open(base);
    const handle = page.getByRole('slider', { name: /^Lens/ });
    await handle.focus();
    await expect
      .poll(async () => {
        await page.keyboard.press('ArrowLeft');
        return (await hole(page))[0];
      })
      .toBeLessThan(15);
    const [cx] = await hole(page);
    await page.keyboard.press('Shift+ArrowLeft');
    expect((await hole(page))[0]).toBeCloseTo(cx! - 4, 5);
    expect(await handle.getAttribute('aria-valuetext')).toMatch(
      /^Column \d+, row 15 of 28: LIME .*, Kernel SHAP .*, LRP .* here$/,
    );
    await close();
  });

  it('removes pixels for all methods at once, and another image takes its place', async () => {
    const { page, problems, close } = await open(base);
    const slider = page.getByRole('slider', { name: /^Remove/ });
    await slider.focus();
    await page.keyboard.press('End');
    const most = Number(await slider.getAttribute('max'));
    await expect
      .poll(() => page.locator('[data-count]').innerText())
      .toBe(`${String(most)} of ${String(most)}`);
    for (const removed of await page.locator('[data-removed]').all()) {
      expect(await removed.locator('path').count()).toBe(1);
    }
    const says = page.locator('[data-says]');
    for (const words of await says.allInnerTexts()) expect(words).toMatch(/^(still|now) says \d/);
    await page
      .locator('.image-strip')
      .getByRole('radio', { name: /^Test image \d+: 8/ })
      .first()
      .check();
    await expect.poll(() => page.locator('[data-class]').first().innerText()).toBe('8');
    await page.keyboard.press('ArrowRight');
    await expect
      .poll(() =>
        page
          .locator('[data-shown]')
          .first()
          .evaluate(() => document.querySelector('.image-strip :checked')!.getAttribute('value')),
      )
      .toBe('25');
    expect(problems).toEqual([]);
    await close();
  });
});
