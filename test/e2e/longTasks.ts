import type { Page } from 'playwright-core';

/**
 * Durations in milliseconds of tasks of the page's own thread that took longer than 50 while something
 * was done (the Long Tasks API). Repeated, for a machine may be busy with something else: those of the
 * best round count.
 */
export async function longTasksDuring(page: Page, act: () => Promise<void>): Promise<number[]> {
  let fewest: number[] | undefined;
  for (let round = 0; round < 3 && fewest?.length !== 0; round++) {
    await page.evaluate(() => {
      const seen: number[] = [];
      Object.assign(window, { longTasks: seen });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) seen.push(duration);
      }).observe({ type: 'longtask' });
    });
    await act();
    const seen = await page.evaluate(
      () => (window as unknown as { longTasks: number[] }).longTasks,
    );
    if (fewest === undefined || seen.length < fewest.length) fewest = seen;
  }
  return fewest!;
}
