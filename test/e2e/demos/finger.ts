import type { Locator, Page } from 'playwright-core';

/** A place on an element in shares of its width and height. */
type Place = readonly [x: number, y: number];

/**
 * Lays a finger on an element, moves it from place to place and lifts it. Sent to the browser as the
 * touches that a screen reports, so that it also decides whether they scroll the page instead.
 * @param page opened with touch
 */
export async function dragFinger(
  page: Page,
  element: Locator,
  [first, ...others]: readonly [Place, ...Place[]],
): Promise<void> {
  await element.evaluate(async (target) => {
    // Letters of another font would still move it.
    await document.fonts.ready;
    target.scrollIntoView({ block: 'center', behavior: 'instant' });
  });
  const { x, y, width, height } = (await element.boundingBox())!;
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove', [across, down]: Place) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: [{ x: x + across * width, y: y + down * height }],
    });
  await touch('touchStart', first);
  for (const place of others) await touch('touchMove', place);
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await session.detach();
}
