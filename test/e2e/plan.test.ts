import { expect, inject, it } from 'vitest';
import { describeInBrowser } from './inBrowser.ts';

const { base } = inject('site');

describeInBrowser('the plan of larger work', ({ open }) => {
  it('follows the number of images that is typed in', async () => {
    const { page, problems, close } = await open(`${base}plan/`);
    const planned = page.locator('[data-planned]');
    const images = page.locator('[data-plan] input[name="images"]');
    const before = await planned.allInnerTexts();
    expect(before.length).toBeGreaterThan(2);
    await images.fill('50000000');
    const after = await planned.allInnerTexts();
    after.forEach((text, row) => expect(text).not.toBe(before[row]));
    await images.fill('50000');
    expect(await planned.allInnerTexts()).toEqual(before);
    // What is no number of images is not planned.
    await images.fill('0');
    expect(new Set(await planned.allInnerTexts())).toEqual(new Set(['–']));
    expect(problems).toEqual([]);
    await close();
  });
});
