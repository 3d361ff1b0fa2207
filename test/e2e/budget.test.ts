import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, inject, it } from 'vitest';
import { describeInBrowser } from './inBrowser.ts';

const { folder, base, pages } = inject('site');

/** Bytes of code, and of styles, that a page may load before anything is touched, compressed. */
const BUDGET = 25 * 1024;

describeInBrowser('a page that is only read', ({ open }) => {
  it.each(['.js', '.css'])('loads little: %s', async (kind) => {
    for (const address of pages) {
      const { requests, close } = await open(address);
      const files = [...new Set(requests.map((request) => new URL(request).pathname))].filter(
        (file) => file.endsWith(kind),
      );
      const bytes = files
        .map((file) => gzipSync(readFileSync(path.join(folder, file.slice(base.length)))).length)
        .reduce((sum, size) => sum + size, 0);
      process.stdout.write(`${address}: ${(bytes / 1024).toFixed(1)} KiB of ${kind}\n`);
      expect(bytes, address).toBeGreaterThan(0);
      expect(bytes, address).toBeLessThan(BUDGET);
      await close();
    }
  });
});
