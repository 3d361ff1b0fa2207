import { expect, inject, it } from 'vitest';
import { violationsOn } from './accessibility.ts';
import { describeInBrowser } from './inBrowser.ts';

const { pages, dataPages } = inject('site');
const WIDTHS = [1280, 375] as const;
const HEIGHT = 800;

describeInBrowser('every page', ({ open }) => {
  it('is one of a report with chapters', () => {
    expect(pages.length).toBeGreaterThan(5);
  });

  // Pages of data differ in their numbers alone.
  for (const address of [...pages, ...dataPages.slice(0, 2)]) {
    it(`${address}: no accessibility violation, wide and narrow, light and dark`, async () => {
      const { page, problems, close } = await open(address, { colorScheme: 'light' });
      const found: string[] = [];
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: HEIGHT });
        await page.emulateMedia({ colorScheme: 'light' });
        for (const rule of await violationsOn(page)) found.push(`light, ${width} px: ${rule}`);
        await page.emulateMedia({ colorScheme: 'dark' });
        const dark = await violationsOn(page, { coloursOnly: true });
        for (const rule of dark) found.push(`dark, ${width} px: ${rule}`);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (overflow > 0) found.push(`${width} px: ${overflow} px too wide`);
      }
      expect(found).toEqual([]);
      expect(problems).toEqual([]);
      await close();
    });

    it(`${address}: can be read without JavaScript`, async () => {
      const { page, problems, close } = await open(address, { javaScriptEnabled: false });
      expect(await page.locator('h1').innerText()).not.toBe('');
      const figures = page.locator('figure.figure');
      for (let index = 0; index < (await figures.count()); index++) {
        expect(await figures.nth(index).innerText()).toMatch(/^.*(Figure|Table)\s\d+\.\d+/s);
      }
      expect(problems).toEqual([]);
      await close();
    });
  }
});
