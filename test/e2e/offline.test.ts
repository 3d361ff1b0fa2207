import { inflateSync } from 'node:zlib';
import { expect, inject, it } from 'vitest';
import { launchChromium } from '../../src/browser/chromium.ts';
import { reportPdf } from '../../src/offline/reportPdf.ts';
import { describeInBrowser } from './inBrowser.ts';

const { origin, base } = inject('site');

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
