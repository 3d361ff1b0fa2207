import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { HEIGHT_MESSAGE } from '../../src/site/embed.ts';
import { violationsOn } from './accessibility.ts';
import { describeInBrowser, type WatchedPage } from './inBrowser.ts';
import { serveFolder } from './staticServer.ts';

const { folder, base, embedPages } = inject('site');
const THEMES = ['light', 'dark'] as const;
const GROUNDS = { light: '#fff', dark: '#121316' };

/** A page of another site that holds a figure by its embed code. */
function hostPage(code: string): string {
  return `<!doctype html><html lang="en"><title>Host</title><body style="background: rgb(255, 240, 200)">${code}</body></html>`;
}

describeInBrowser('embedded figures', ({ site, open }) => {
  /** One page a theme shows all figures, one after the other. */
  const shown = new Map<(typeof THEMES)[number], WatchedPage>();

  beforeAll(async () => {
    for (const theme of THEMES) {
      const viewport = { width: 375, height: 800 };
      shown.set(theme, await open(embedPages[0]!, { viewport, colorScheme: theme }));
    }
  });

  afterAll(async () => {
    for (const { close } of shown.values()) await close();
  });

  it('are there', () => {
    expect(embedPages.length).toBeGreaterThan(20);
  });

  for (const address of embedPages) {
    it(`${address}: see-through, accessible in both themes, at home on a phone, described by oEmbed`, async () => {
      for (const [theme, { page, problems }] of shown) {
        await page.goto(`${site.origin}${address}?theme=${theme}`);
        const ground = await page.evaluate(() =>
          [document.documentElement, document.body].map(
            (element) => getComputedStyle(element).backgroundColor,
          ),
        );
        expect(ground).toEqual(['rgba(0, 0, 0, 0)', 'rgba(0, 0, 0, 0)']);
        // Frames have the ground of the page around them.
        await page.evaluate((background) => {
          document.documentElement.style.setProperty('background', background, 'important');
        }, GROUNDS[theme]);
        // Nothing but colours differs in the dark.
        expect(await violationsOn(page, { coloursOnly: theme === 'dark' })).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBeLessThanOrEqual(0);
        expect(problems).toEqual([]);
      }
      const html = await readFile(
        path.join(folder, address.slice(base.length), 'index.html'),
        'utf8',
      );
      const link = /<link rel="alternate" type="application\/json\+oembed" href="([^"]+)"/.exec(
        html,
      );
      const oembed = JSON.parse(
        await readFile(path.join(folder, link![1]!.slice(base.length)), 'utf8'),
      ) as Record<string, unknown>;
      expect(oembed).toMatchObject({ version: '1.0', type: 'rich' });
      expect(oembed['html']).toContain(`<iframe src="${address}"`);
    });
  }

  it('give their frame the height they need', async () => {
    const { page, close } = await open(`${base}degradation/`);
    const figure = page.locator('#fig-degradation-mnist');
    await figure.getByText('Embed', { exact: true }).click();
    const code = await figure.locator('copy-text').nth(1).locator('code').innerText();
    expect(code).toContain(`src="${site.origin}${base}embed/fig-degradation-mnist/"`);
    expect(code).toContain(HEIGHT_MESSAGE);
    // Another site has rules of its own about scripts.
    const host = await mkdtemp(path.join(tmpdir(), 'host-'));
    await writeFile(path.join(host, 'index.html'), hostPage(code));
    const other = await serveFolder(host, '/');
    await page.goto(other.origin);
    const frame = page.locator('iframe');
    await expect
      .poll(async () => {
        const shown = page.frames()[1];
        const needed = await shown?.evaluate(() => document.body.getBoundingClientRect().height);
        return Math.abs((await frame.boundingBox())!.height - (needed ?? 0));
      })
      .toBeLessThanOrEqual(1);
    expect((await frame.boundingBox())!.height).not.toBe(480);
    await close();
    await other.close();
    await rm(host, { recursive: true });
  });

  it('unfold their menus without a violation of accessibility', async () => {
    const { page, close } = await open(`${base}degradation/`);
    const figure = page.locator('#fig-degradation-mnist');
    for (const item of ['LaTeX', 'Embed', 'Data', 'Provenance']) {
      await figure.getByText(item, { exact: true }).click();
    }
    expect(await violationsOn(page, { within: '#fig-degradation-mnist' })).toEqual([]);
    await close();
  });

  it('copies what it shows', async () => {
    const { page, close } = await open(`${base}degradation/`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const figure = page.locator('#fig-degradation-mnist');
    await figure.getByText('LaTeX', { exact: true }).click();
    const text = figure.locator('copy-text').first();
    await text.getByRole('button').click();
    await expect.poll(() => text.getByRole('button').innerText()).toBe('Copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      await text.locator('code').textContent(),
    );
    await close();
  });
});
