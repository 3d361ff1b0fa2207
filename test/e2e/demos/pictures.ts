import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { inject } from 'vitest';
import type { NetworkId } from '../../../src/demos/explain-picture/state.ts';
import type {
  ExplainAnswer,
  SegmentMapAnswer,
  SegmentMethodId,
} from '../../../src/demos/worker/messages.ts';
import { detailAfter } from './demo.ts';

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

/** The page that has the demo. */
export const PICTURES_PAGE = `${inject('site').base}visual-comparison/`;

export type Explained = ExplainAnswer & { readonly image: Float32Array };
export type BySegments = Record<SegmentMethodId, SegmentMapAnswer> & { readonly target: number };

export const explainedAfter = (page: Page, act: () => Promise<unknown>) =>
  detailAfter<Explained>(page, 'explain-picture', 'explained', act);

export const bySegmentsAfter = (page: Page, act: () => Promise<unknown>) =>
  detailAfter<BySegments>(page, 'explain-picture', 'explained-by-segments', act);

export const chooseNetwork = (demo: Locator, network: NetworkId) =>
  demo.locator('[data-network]').selectOption(network);

/** Chooses an image of the gallery. */
export const pick = (demo: Locator, position: number) =>
  demo.locator('[data-pick]').selectOption(String(position));
