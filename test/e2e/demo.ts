import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { inject } from 'vitest';

/** An answer of a demo's worker as it comes out of a browser: typed arrays are lists of numbers. */
export type Listed<Detail> = {
  readonly [Key in keyof Detail]: Detail[Key] extends Float32Array
    ? readonly number[]
    : Detail[Key] extends object
      ? Listed<Detail[Key]>
      : Detail[Key];
};

/** Does something to a demo, and waits for the event that follows; resolves to what it tells. */
export async function detailAfter<Detail>(
  page: Page,
  demo: string,
  event: string,
  act: () => Promise<unknown>,
): Promise<Listed<Detail>> {
  const names = [demo, event] as const;
  // Listens before anything is done: some answers come within a millisecond.
  await page.evaluate(([selector, type]) => {
    const listed = (value: unknown): unknown => {
      if (value instanceof Float32Array) return [...value];
      if (Array.isArray(value)) return value.map(listed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, listed(own)]));
    };
    const next = new Promise((resolve) => {
      document
        .querySelector(selector)!
        .addEventListener(type, (told) => resolve(listed((told as CustomEvent).detail)), {
          once: true,
        });
    });
    Object.assign(window, { [`${selector} ${type}`]: next });
  }, names);
  await act();
  return (await page.evaluate(
    ([selector, type]) => (window as unknown as Record<string, unknown>)[`${selector} ${type}`],
    names,
  )) as Listed<Detail>;
}

/**
 * Touches a demo while the weights of the 2021 network are missing: it must name the file and keep its
 * example.
 */
export async function expectExampleWithoutWeights(
  page: Page,
  name: string,
  touch: (demo: Locator) => Promise<unknown>,
): Promise<void> {
  await page.route('**/models/mnist/2021.bin', (route) => route.fulfill({ status: 404 }));
  const demo = page.locator(name);
  await touch(demo);
  await demo
    .locator('[data-problem]')
    .filter({ hasText: /2021\.bin could not be loaded \(404\)/ })
    .waitFor();
  await demo.locator('.poster').first().waitFor({ state: 'visible' });
}

/** Reads a file of the built site by its address, as the worker fetches it. */
export function readBuilt(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const { folder, base } = inject('site');
  return Promise.resolve(
    Uint8Array.from(readFileSync(path.join(folder, address.slice(base.length)))),
  );
}
