import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, inject } from 'vitest';

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

/** The weights of most demos, as part of an address. */
const WEIGHTS_OF_2021 = '/models/mnist/2021.bin';

/** What a demo says of a file that is not there, or in which a bit is another. */
const COMPLAINTS = {
  missing: (name: string) => new RegExp(`/${name} could not be loaded \\(404\\)`),
  altered: () => /SHA-256 of the binary is/,
} as const;

/** Touches a demo while its weights are damaged: it must say what is wrong and keep its example. */
export async function expectExampleWithoutWeights(
  page: Page,
  name: string,
  touch: (demo: Locator) => Promise<unknown>,
  file = WEIGHTS_OF_2021,
  damage: keyof typeof COMPLAINTS = 'missing',
): Promise<void> {
  await page.route(`**${file}`, async (route) => {
    if (damage === 'missing') return route.fulfill({ status: 404 });
    const body = Buffer.from(await readBuilt(new URL(route.request().url()).pathname));
    body[100]! ^= 1;
    return route.fulfill({ body });
  });
  const demo = page.locator(name);
  await touch(demo);
  await expectExample(demo, COMPLAINTS[damage](path.basename(file)));
}

/** Demands that a demo tells of a problem and shows its example: nothing is painted over it. */
export async function expectExample(demo: Locator, problem: RegExp): Promise<void> {
  await demo.locator('[data-problem]').filter({ hasText: problem }).waitFor();
  expect(await demo.getAttribute('class')).not.toMatch(/\btouched\b/);
  await demo.locator('.poster').first().waitFor({ state: 'visible' });
  const painted = await demo.locator('canvas').evaluateAll((canvases: HTMLCanvasElement[]) =>
    canvases
      .filter((canvas) =>
        canvas
          .getContext('2d')!
          .getImageData(0, 0, canvas.width, canvas.height)
          .data.some((level) => level !== 0),
      )
      .map(({ outerHTML }) => outerHTML),
  );
  expect(painted).toEqual([]);
}

/** Reads a file of the built site by its address, as the worker fetches it. */
export function readBuilt(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const { folder, base } = inject('site');
  return Promise.resolve(
    Uint8Array.from(readFileSync(path.join(folder, address.slice(base.length)))),
  );
}
