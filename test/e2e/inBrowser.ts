import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import type { BuiltSite } from './builtSite.ts';
import { launchChromium } from './chromium.ts';

/** What a test of the built site works with. */
export interface SiteBrowser {
  readonly site: BuiltSite;
  /**
   * Opens a page of the site and watches it: `problems` collects errors of the page and requests
   * that fail or leave the origin.
   */
  open(address: string, options?: BrowserContextOptions): Promise<WatchedPage>;
}

export interface WatchedPage {
  readonly page: Page;
  readonly problems: string[];
  /** Addresses requested so far. */
  readonly requests: string[];
  readonly close: () => Promise<void>;
}

/** A group of tests in a real browser; skipped, loudly, where none runs. */
export function describeInBrowser(name: string, tests: (browser: SiteBrowser) => void): void {
  const site = inject('site');
  describe.skipIf(site.noBrowser !== undefined)(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(async () => {
      await browser.close();
    });
    tests({ site, open: (address, options) => openWatched(browser, site, address, options) });
  });
}

async function openWatched(
  browser: Browser,
  site: BuiltSite,
  address: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  // On a machine that is busy with something else, everything takes its time.
  page.setDefaultTimeout(120_000);
  const problems: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => problems.push(`error in the page: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    requests.push(request.url());
    const { protocol } = new URL(request.url());
    if (protocol.startsWith('http') && !request.url().startsWith(site.origin)) {
      problems.push(`request to another origin: ${request.url()}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} for ${response.url()}`);
  });
  await page.goto(site.origin + address, { waitUntil: 'load' });
  return { page, problems, requests, close: () => context.close() };
}
