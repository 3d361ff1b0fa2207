import { AxeBuilder } from '@axe-core/playwright';
import { expect, inject, it } from 'vitest';
import { describeInBrowser } from './inBrowser.ts';

const { pages } = inject('site');
const THEMES = ['light', 'dark'] as const;
const WIDTHS = [375, 1280] as const;

describeInBrowser('every page', ({ open }) => {
  it('is one of a report with chapters', () => {
    expect(pages.length).toBeGreaterThan(5);
  });

  for (const address of pages) {
    for (const width of WIDTHS) {
      for (const colorScheme of THEMES) {
        it(`${address}: no accessibility violation, ${colorScheme}, ${width} px wide`, async () => {
          const viewport = { width, height: 800 };
          const { page, problems, close } = await open(address, { viewport, colorScheme });
          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(
            violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`),
          ).toEqual([]);
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect(overflow).toBeLessThanOrEqual(0);
          expect(problems).toEqual([]);
          await close();
        });
      }
    }

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
