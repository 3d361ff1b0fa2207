import { expect, inject, it } from 'vitest';
import { describeInBrowser, type WatchedPage } from './inBrowser.ts';

const { pages, embedPages, dataPages, base } = inject('site');

/** What the browser refused on a page, with the directive that it violates. */
async function refusals({ page, problems }: WatchedPage): Promise<string[]> {
  // What is loaded only when it is seen.
  await page.evaluate(async () => {
    for (let top = 0; top < document.body.scrollHeight; top += innerHeight) {
      scrollTo(0, top);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  return problems.filter((problem) => /Content Security Policy|another origin/.test(problem));
}

describeInBrowser('every page under its content security policy', ({ open }) => {
  it.each([...pages, ...embedPages.slice(0, 3), ...dataPages.slice(0, 3)])(
    '%s',
    async (address) => {
      const watched = await open(address);
      const { page, close } = watched;
      const policy = await page
        .locator('meta[http-equiv="Content-Security-Policy"]')
        .getAttribute('content');
      expect(policy).toMatch(/script-src 'self' 'wasm-unsafe-eval';/);
      const written = await page.locator('script:not([src]):not([type$="json"])').count();
      expect(written).toBe(0);
      const handlers = await page.evaluate(() =>
        [...document.querySelectorAll('*')].flatMap((element) =>
          element.getAttributeNames().filter((name) => name.startsWith('on')),
        ),
      );
      expect(handlers).toEqual([]);
      expect(await refusals(watched)).toEqual([]);
      await close();
    },
  );

  it('is refused a script written into it, and another host', async () => {
    const { page, problems, close } = await open(base);
    const outcome = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'document.body.dataset.ran = "yes"';
      document.body.append(script);
      const fetched = await fetch('https://example.org/').then(
        () => 'answered',
        () => 'refused',
      );
      return { ran: document.body.dataset['ran'] ?? 'refused', fetched };
    });
    expect(outcome).toEqual({ ran: 'refused', fetched: 'refused' });
    expect(problems.some((problem) => problem.includes('Executing inline script'))).toBe(true);
    expect(problems.some((problem) => problem.includes('example.org'))).toBe(true);
    await close();
  });
});
