import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { ExplainPictureSettings } from '../../../src/demos/explain-picture/settings.ts';

/** 600 × 400 pixels, red at the left and blue at the right, green in the middle. */
export function photograph(): Promise<Buffer> {
  const levels = Buffer.alloc(600 * 400 * 3);
  for (let pixel = 0; pixel < 600 * 400; pixel++) {
    const [x, y] = [pixel % 600, Math.floor(pixel / 600)];
    const inside = Math.abs(x - 300) < 100 && Math.abs(y - 200) < 100;
    levels.set(inside ? [0, 255, 0] : x < 300 ? [255, 0, 0] : [0, 0, 255], 3 * pixel);
  }
  return sharp(levels, { raw: { width: 600, height: 400, channels: 3 } })
    .png()
    .toBuffer();
}

/** What the page knows of its model and its images. */
export async function knownTo(page: Page) {
  const { header, binary, images, settings } = (await page
    .locator('explain-picture')
    .evaluate((demo: HTMLElement) => ({ ...demo.dataset }))) as Record<string, string>;
  return {
    header: header!,
    binary: binary!,
    images: images!,
    settings: JSON.parse(settings!) as ExplainPictureSettings,
  };
}
