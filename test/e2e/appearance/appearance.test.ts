import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { describe, expect, inject, it } from 'vitest';
import { describeInBrowser } from '../inBrowser.ts';
import { differenceOf } from './likeness.ts';

/**
 * Small pictures of every chapter that somebody has looked at. Where a chapter looks otherwise than when
 * it was reviewed, its test fails and leaves the new picture beside the old one, as `*.new.webp`. Look at
 * both, and accept: IIC_ACCEPT=1 npm run test:e2e -- appearance
 */
const REVIEWED = path.join(import.meta.dirname, 'reviewed');
const ACCEPT = process.env['IIC_ACCEPT'] === '1';

interface Way {
  readonly media: 'screen' | 'print';
  readonly context: BrowserContextOptions;
}

/** Pictures are taken at less than a pixel a pixel: the whole of a chapter is tens of thousands high. */
const WAYS: Readonly<Record<string, Way>> = {
  light: { media: 'screen', context: shot(1280, 0.2, 'light') },
  dark: { media: 'screen', context: shot(1280, 0.2, 'dark') },
  phone: { media: 'screen', context: shot(375, 1 / 3, 'light') },
  print: { media: 'print', context: shot(700, 0.3, 'light') },
};

function shot(
  width: number,
  deviceScaleFactor: number,
  colorScheme: 'light' | 'dark',
): BrowserContextOptions {
  // Without the policy of the site, for the style below.
  return { viewport: { width, height: 800 }, deviceScaleFactor, colorScheme, bypassCSP: true };
}

const { base } = inject('site');
const chapters = readdirSync(path.resolve('content/chapters')).map((file) =>
  path.basename(file, '.mdx'),
);

describeInBrowser('chapters look as when they were reviewed', ({ open }) => {
  for (const [name, { media, context }] of Object.entries(WAYS)) {
    it.each(chapters)(`%s, ${name}`, async (chapter) => {
      const { page, close } = await open(`${base}${chapter}/`, context);
      await page.emulateMedia({ media });
      const seen = await pictureOf(page);
      await close();
      await holdAgainstReviewed(`${chapter}-${name}`, seen);
    });
  }

  it('and no picture of another chapter is kept', () => {
    const known = chapters.flatMap((chapter) =>
      Object.keys(WAYS).map((name) => `${chapter}-${name}.webp`),
    );
    expect(
      readdirSync(REVIEWED)
        .filter((file) => !file.endsWith('.new.webp'))
        .sort(),
    ).toEqual(known.sort());
  });
});

async function pictureOf(page: Page): Promise<Buffer> {
  await page.addStyleTag({ content: '* { content-visibility: visible !important }' });
  await page.waitForLoadState('networkidle');
  await page.evaluate(async () => {
    for (const image of document.images) image.loading = 'eager';
    await Promise.all([
      document.fonts.ready,
      ...Array.from(document.images, (image) => image.decode().catch(() => undefined)),
    ]);
  });
  const picture = await page.screenshot({ fullPage: true, animations: 'disabled' });
  return sharp(picture).webp({ quality: 35, effort: 6 }).toBuffer();
}

async function holdAgainstReviewed(name: string, seen: Buffer): Promise<void> {
  const [kept, left] = [`${name}.webp`, `${name}.new.webp`].map((file) =>
    path.join(REVIEWED, file),
  );
  const difference = existsSync(kept!)
    ? await differenceOf(readFileSync(kept!), seen)
    : 'never reviewed';
  rmSync(left!, { force: true });
  if (difference === null) return;
  mkdirSync(REVIEWED, { recursive: true });
  writeFileSync(ACCEPT ? kept! : left!, seen);
  if (!ACCEPT) expect(difference, `${name}: look at ${left!}`).toBeNull();
}

describe('a difference', () => {
  const page = (text: string, height = 300) =>
    sharp(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="${height}"><rect width="200" height="${height}" fill="white"/>${text}</svg>`,
      ),
    )
      .webp({ quality: 35 })
      .toBuffer();
  const block = (y: number) => `<rect x="40" y="${y}" width="60" height="30" fill="black"/>`;

  it('is none of compression, of a shift by a pixel, or of a pixel more', async () => {
    expect(await differenceOf(await page(block(60)), await page(block(61), 301))).toBeNull();
  });

  it('is what moved, vanished or grew', async () => {
    expect(await differenceOf(await page(block(60)), await page(block(90)))).toMatch(/% down/);
    expect(await differenceOf(await page(block(60)), await page(''))).toMatch(/squares/);
    expect(await differenceOf(await page(''), await page('', 320))).toMatch(/320 pixels high/);
  });
});
