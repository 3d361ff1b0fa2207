import { expect } from 'vitest';

/** Of the largest value of a metric. Other processors sum in another order, in the last bits. */
const TOLERANCE = 1e-3;
/** Of all values of a row. Where the last bits decide between equals, a value jumps. */
const SHARE_OF_STRAYS = 0.05;

/** What was published of one metric, and what it is now. */
interface MeasuredTwice {
  readonly metric: string;
  /** One number an image, of all images whose numbers were kept. */
  readonly published: readonly number[];
  /** The same of the first images. */
  readonly again: readonly number[];
}

/**
 * Expects the metrics of a row to be what was published, to a tolerance, never to the byte: that only
 * the same processor gives. A few values may differ, but no metric in more than one of twenty images, or
 * in one image where they are fewer.
 */
export function expectFoundAgain(row: string, metrics: readonly MeasuredTwice[]): void {
  const all = metrics.reduce((sum, { again }) => sum + again.length, 0);
  expect(all, row).toBeGreaterThan(0);
  const strays = metrics.flatMap(({ metric, published, again }) => {
    const scale = Math.max(...published.map(Math.abs), Number.MIN_VALUE);
    const own = [...again.keys()].filter(
      (image) => !(Math.abs(again[image]! - published[image]!) <= TOLERANCE * scale),
    );
    const most = Math.max(1, Math.floor(SHARE_OF_STRAYS * again.length));
    expect(own.length, `${row}, ${metric}: images ${own.join(', ')}`).toBeLessThanOrEqual(most);
    return own.map((image) => `${metric} of image ${image}`);
  });
  const most = Math.max(1, SHARE_OF_STRAYS * all);
  expect(strays.length, `${row}: ${strays.join(', ')}`).toBeLessThanOrEqual(most);
}
