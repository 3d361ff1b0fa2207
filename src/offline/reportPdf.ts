import type { Browser } from 'playwright-core';
import { bindBook, type BookChapter } from './bookPage.ts';

/** The number of each page below its text. */
const FOOTER =
  '<div style="width: 100%; font: 8pt sans-serif; color: #55555e; text-align: center">' +
  '<span class="pageNumber"></span></div>';

/**
 * The report as one PDF: tagged, with an outline, its references as links within it.
 * @param first address of the first page, on a server that serves the built site
 * @param chapters in order
 */
export async function reportPdf(
  browser: Browser,
  first: string,
  chapters: readonly BookChapter[],
  imprint: string,
): Promise<Uint8Array> {
  const page = await browser.newPage({ colorScheme: 'light', javaScriptEnabled: true });
  try {
    await page.goto(first, { waitUntil: 'load' });
    await page.evaluate(bindBook, { chapters, imprint });
    return await page.pdf({
      format: 'A4',
      preferCSSPageSize: true,
      printBackground: true,
      tagged: true,
      outline: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: FOOTER,
      margin: { top: '22mm', bottom: '22mm', left: '24mm', right: '24mm' },
    });
  } finally {
    await page.close();
  }
}
