import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser } from './inBrowser.ts';

const card = (page: Page) => page.locator('.hover-card');

async function violations(page: Page, selector: string): Promise<string[]> {
  const found = await new AxeBuilder({ page }).include(selector).analyze();
  return found.violations.map(({ id }) => id);
}

describeInBrowser('cards beside links', ({ site, open }) => {
  it('show a cited work to the mouse, stay while it is on them, and go by Esc', async () => {
    const { page, problems, close } = await open(`${site.base}introduction/`);
    const link = page.locator('a.citation').first();
    await link.hover();
    await card(page).waitFor();
    expect(await card(page).innerText()).toMatch(/\(\d{4}\)/);
    expect(await link.getAttribute('aria-describedby')).toBe(await card(page).getAttribute('id'));
    expect(await violations(page, '.hover-card')).toEqual([]);
    await card(page).hover();
    await page.waitForTimeout(600);
    expect(await card(page).count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await card(page).count()).toBe(0);
    expect(await link.getAttribute('aria-describedby')).toBeNull();
    expect(problems).toEqual([]);
    await close();
  });

  it('show a figure and a word of the glossary to the keyboard', async () => {
    const { page, close } = await open(`${site.base}visual-comparison/`);
    await page.locator('.prose a.cross-reference').first().focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await expect.poll(() => card(page).innerText()).toMatch(/^Figure\s\d+\.\d+/);
    const term = page.locator('a.term').first();
    const word = await term.innerText();
    await term.focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await expect
      .poll(() => card(page).locator('dt').innerText())
      .toMatch(new RegExp(`^${word.slice(0, 4)}`, 'i'));
    await close();
  });

  it('leave a finger alone: its tap follows the link', async () => {
    const { page, close } = await open(`${site.base}introduction/`, {
      hasTouch: true,
      viewport: { width: 375, height: 800 },
    });
    await page.locator('a.citation').first().tap();
    await page.waitForURL(/\/references\/#ref-/);
    expect(await card(page).count()).toBe(0);
    await close();
  });
});

describeInBrowser('keys', ({ site, open }) => {
  it('turn the page, go through sections and figures, and say what they do', async () => {
    const { page, close } = await open(`${site.base}degradation/`);
    await page.keyboard.press('j');
    const focused = () => page.evaluate(() => document.activeElement!.tagName);
    expect(await focused()).toBe('H2');
    await page.keyboard.press('f');
    expect(await focused()).toBe('FIGURE');
    await page.keyboard.press('?');
    const help = page.locator('#key-help');
    expect(await help.evaluate((dialog) => (dialog as HTMLDialogElement).open)).toBe(true);
    expect(await help.locator('kbd').allInnerTexts()).toContain('/');
    expect(await violations(page, '#key-help')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    await page.waitForURL(/\/(?!degradation)[\w-]+\/$/);
    await close();
  });

  it('rest when the reader has turned them off', async () => {
    const { page, close } = await open(`${site.base}degradation/`);
    await page.getByRole('button', { name: 'Keys' }).click();
    await page.locator('[data-keys-on]').uncheck();
    await page.reload();
    await page.keyboard.press('j');
    expect(await page.evaluate(() => document.activeElement!.tagName)).toBe('BODY');
    await close();
  });
});

describeInBrowser('the contents', ({ site, open }) => {
  it('mark the section that is being read, and no other', async () => {
    const { page, close } = await open(`${site.base}degradation/`);
    const current = page.locator('.contents [aria-current="location"]');
    const headings = page.locator('article h2[id]');
    expect(await headings.count()).toBeGreaterThan(2);
    for (const place of [1, 2, 0]) {
      const heading = headings.nth(place);
      await heading.evaluate((element) => element.scrollIntoView({ block: 'start' }));
      const id = await heading.getAttribute('id');
      await expect
        .poll(() => current.evaluateAll((links) => links.map((link) => link.getAttribute('href'))))
        .toEqual([`#${id!}`]);
    }
    await page.evaluate(() => scrollTo(0, 0));
    await expect.poll(() => current.count()).toBe(0);
    await close();
  });
});

describeInBrowser('the search', ({ site, open }) => {
  it('finds sections of chapters by keyboard alone', async () => {
    const { page, problems, close } = await open(`${site.base}introduction/`);
    await page.keyboard.press('/');
    await page.keyboard.type('salt-and-pepper');
    const links = page.locator('#search [data-found] a');
    await expect.poll(() => links.count()).toBeGreaterThan(0);
    expect(await page.locator('#search [data-status]').innerText()).toMatch(/^\d+ pages?\.$/);
    expect(await links.first().locator('mark').count()).toBeGreaterThan(0);
    expect(await violations(page, '#search')).toEqual([]);
    await page.keyboard.press('ArrowDown');
    expect(await links.first().evaluate((link) => link === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForURL((address) => address.pathname.startsWith(site.base));
    expect(problems).toEqual([]);
    await close();
  });

  it('is loaded when it opens', async () => {
    const { page, requests, close } = await open(`${site.base}introduction/`);
    const loaded = () => requests.filter((request) => request.includes('/pagefind/')).length;
    expect(loaded()).toBe(0);
    await page.getByRole('button', { name: 'Search' }).click();
    await expect.poll(loaded).toBeGreaterThan(0);
    await close();
  });
});

describeInBrowser('the page that compares results', ({ site, open }) => {
  it('shows what moved between a file of the reader and the report, and sends nothing', async () => {
    const { page, problems, requests, close } = await open(`${site.base}compare/`);
    const address = `${site.base}results/mnist/degradation.json`;
    const text = await page.evaluate(async (file) => (await fetch(file)).text(), address);
    const changed = JSON.parse(text) as { rows: { accuracy: Record<string, number> }[] };
    changed.rows[0]!.accuracy = { value: 0.01, low: 0, high: 0.02 };
    const before = requests.length;
    await page
      .locator('input[type="file"]')
      .first()
      .setInputFiles({
        name: 'degradation.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(changed)),
      });
    await expect
      .poll(() => page.locator('[data-summary]').innerText())
      .toMatch(/^\d+ numbers compared, 1 moved, 1 beyond their intervals\./);
    expect(await page.locator('[data-numbers] tbody tr').count()).toBe(1);
    expect(await page.locator('[data-numbers] tbody').innerText()).toContain('beyond');
    expect(requests.slice(before).map((request) => new URL(request).pathname)).toEqual([address]);
    expect(problems).toEqual([]);
    await close();
  });
});
