import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, inject, it } from 'vitest';
import { describeInBrowser } from './inBrowser.ts';

const { folder, base, pages } = inject('site');

/** Bytes of code that a page may load before anything is touched, compressed. */
const CODE = 25 * 1024;

describeInBrowser('a page that is only read', ({ open }) => {
  it('loads little code', async () => {
    for (const address of pages) {
      const { requests, close } = await open(address);
      const code = [...new Set(requests.map((request) => new URL(request).pathname))].filter(
        (file) => file.endsWith('.js'),
      );
      const bytes = code
        .map((file) => gzipSync(readFileSync(path.join(folder, file.slice(base.length)))).length)
        .reduce((sum, size) => sum + size, 0);
      process.stdout.write(`${address}: ${(bytes / 1024).toFixed(1)} KiB of code\n`);
      expect(bytes, address).toBeGreaterThan(0);
      expect(bytes, address).toBeLessThan(CODE);
      await close();
    }
  });
});
