import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { expect, inject, it } from 'vitest';
import { launchChromium } from '../../src/browser/chromium.ts';
import { serveFolder } from '../../src/browser/staticServer.ts';
import { offlineCopy } from '../../src/offline/offlineCopy.ts';
import { reportPdf } from '../../src/offline/reportPdf.ts';
import { zipOf } from '../../src/thesis/zip.ts';
import { describeInBrowser } from './inBrowser.ts';

const { folder, origin, base } = inject('site');

/** The objects of a PDF as text, those in compressed streams among them. */
function textOf(pdf: Uint8Array): string {
  const raw = Buffer.from(pdf);
  const text = raw.toString('latin1');
  const streams = [...text.matchAll(/\/Type \/ObjStm[^]*?stream\r?\n/g)].map(
    ({ 0: head, index }) => {
      const start = index + head.length;
      return inflateSync(raw.subarray(start, text.indexOf('endstream', start))).toString('latin1');
    },
  );
  return text + streams.join('\n');
}

describeInBrowser('the report as one document', () => {
  it('is tagged, has an outline, and links within itself', async () => {
    const browser = await launchChromium();
    try {
      const chapters = ['introduction', 'references'].map((slug) => ({
        slug,
        address: `${base}${slug}/`,
      }));
      const pdf = await reportPdf(browser, origin + base, chapters, 'Version 0, by nobody');
      const text = textOf(pdf);
      expect(text).toContain('/StructTreeRoot');
      expect(text).toMatch(/\/Marked true/);
      expect(text).toContain('/Outlines');
      expect(text).toMatch(/\/Title \((?:Introduction)/);
      const inner = text.match(/\/Dest /g)?.length ?? 0;
      expect(inner).toBeGreaterThan(10);
      expect(text).not.toMatch(/\/URI \(http:\/\/127\.0\.0\.1[^)]*\/introduction\//);
    } finally {
      await browser.close();
    }
  });
});

describeInBrowser('the copy to read without a network', ({ site }) => {
  it('has the report and its PDF, and opens from a server of files', async () => {
    const pdf = new TextEncoder().encode('%PDF');
    const files = unzipSync(zipOf(offlineCopy(folder, 'report.pdf', pdf), 'copy'));
    expect(files['copy/report.pdf']).toEqual(pdf);
    expect(new TextDecoder().decode(files['copy/README.txt'])).toContain('report.pdf');
    const unpacked = await mkdtemp(path.join(tmpdir(), 'offline-copy-'));
    for (const [name, bytes] of Object.entries(files)) {
      const file = path.join(unpacked, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
    const server = await serveFolder(path.join(unpacked, 'copy'), site.base);
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      const problems: string[] = [];
      page.on('pageerror', ({ message }) => problems.push(message));
      page.on('request', (request) => {
        if (!request.url().startsWith(server.origin)) problems.push(request.url());
      });
      page.on('response', (response) => {
        if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
      });
      await page.goto(`${server.origin}${site.base}visual-comparison/`, {
        waitUntil: 'networkidle',
      });
      expect(await page.locator('h1').innerText()).toMatch(/\w/);
      expect(await page.locator('figure .map').first().isVisible()).toBe(true);
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
      await server.close();
      await rm(unpacked, { recursive: true });
    }
  });
});
