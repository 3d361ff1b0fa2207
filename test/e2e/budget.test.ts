import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, inject, it } from 'vitest';
import { describeInBrowser } from './inBrowser.ts';

const { folder, base, pages } = inject('site');

/** Bytes of code, and of styles, that a page may load before anything is touched, compressed. */
const BUDGET = 25 * 1024;
/**
 * Bytes of a page itself, compressed, and its elements: a phone reads all of them before it paints the
 * first line.
 */
const PAGE_BUDGET = { bytes: 80 * 1024, elements: 10_000 };
/** Bytes of images that a page may load before it is scrolled. */
const IMAGE_BUDGET = 1_500_000;

const IMAGE = /\.(png|webp|jpe?g|gif|svg)$/;
/** An image that stands in the page itself, in four letters for three bytes. */
const INLINE_IMAGE = /data:image\/[a-z+]+;base64,([A-Za-z0-9+/]+)/g;

/** Where the files lie that were asked for, each once. */
const filesOf = (requests: readonly string[], kind: RegExp): string[] =>
  [...new Set(requests.map((request) => new URL(request).pathname))]
    .filter((address) => kind.test(address))
    .map((address) => path.join(folder, decodeURIComponent(address.slice(base.length))));

const htmlOf = (address: string): string =>
  readFileSync(path.join(folder, address.slice(base.length), 'index.html'), 'utf8');

const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);

describe('a page', () => {
  it.each(pages)('is small, and of few elements: %s', (address) => {
    const html = htmlOf(address);
    const bytes = gzipSync(html).length;
    const elements = html.match(/<[a-z]/gi)!.length;
    process.stdout.write(`${address}: ${(bytes / 1024).toFixed(1)} KiB, ${elements} elements\n`);
    expect(bytes).toBeLessThan(PAGE_BUDGET.bytes);
    expect(elements).toBeLessThan(PAGE_BUDGET.elements);
  });
});

describeInBrowser('a page that is only read', ({ open }) => {
  it.each([
    ['.js', /\.js$/],
    ['.css', /\.css$/],
  ])('loads little: %s', async (kind, ending) => {
    for (const address of pages) {
      const { requests, close } = await open(address);
      const files = filesOf(requests, ending);
      const bytes = sum(files.map((file) => gzipSync(readFileSync(file)).length));
      process.stdout.write(`${address}: ${(bytes / 1024).toFixed(1)} KiB of ${kind}\n`);
      expect(bytes, address).toBeGreaterThan(0);
      expect(bytes, address).toBeLessThan(BUDGET);
      await close();
    }
  });

  it('loads no more than 1.5 MB of images before it is scrolled', async () => {
    let all = 0;
    for (const address of pages) {
      const { page, requests, close } = await open(address);
      // What scripts load once the page is there counts too.
      await page.waitForLoadState('networkidle');
      // Images are served as they lie there: they are compressed already.
      const loaded = sum(filesOf(requests, IMAGE).map((file) => statSync(file).size));
      const text = htmlOf(address);
      const inline = sum(
        Array.from(text.matchAll(INLINE_IMAGE), ([, letters]) => (letters!.length * 3) / 4),
      );
      const bytes = loaded + inline;
      process.stdout.write(`${address}: ${(bytes / 1024).toFixed(1)} KiB of images\n`);
      expect(bytes, address).toBeLessThanOrEqual(IMAGE_BUDGET);
      all += bytes;
      await close();
    }
    // Or nothing was measured.
    expect(all).toBeGreaterThan(IMAGE_BUDGET / 10);
  });
});
