import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { violationsOn } from '../accessibility.ts';
import type { Listed } from './demo.ts';
import { longTasksDuring } from './longTasks.ts';
import type { WatchedPage } from '../inBrowser.ts';

/** Requests that only demos make. */
const OF_DEMOS = /worker-|\.wasm|\/models\/|\/demos\//;

/** Bytes that the first use of any demo may load, compressed. */
const FIRST_USE = 350 * 1024;

/** Demands that nothing of the demos of a page is loaded yet. */
export function expectUntouched({ requests }: WatchedPage): void {
  expect(requests.filter((request) => OF_DEMOS.test(request))).toEqual([]);
}

/** Demands that the first use of a demo loads little, and never keeps the page's own thread busy for long. */
export async function expectLightFirstUse(
  name: string,
  { page, requests }: WatchedPage,
  use: () => Promise<unknown>,
): Promise<void> {
  const { folder, base } = inject('site');
  const before = requests.length;
  const long = await longTasksDuring(page, async () => {
    await use();
  });
  const loaded = new Set(requests.slice(before).map((address) => new URL(address).pathname));
  const bytes = [...loaded]
    .map((address) => gzipSync(readFileSync(path.join(folder, address.slice(base.length)))).length)
    .reduce((sum, size) => sum + size, 0);
  expect(loaded.size).toBeGreaterThanOrEqual(4);
  process.stdout.write(`${name}: first use loads ${(bytes / 1024).toFixed(1)} KiB\n`);
  expect(bytes).toBeLessThan(FIRST_USE);
  expect(long).toEqual([]);
}

/**
 * Demands that many answers leave no tensors behind, and that the page's own thread is never busy for
 * long; prints how fast they were.
 * @param ask changes something that is answered; told the number of the run
 * @param runs a hundred, or fewer where an answer is made of many explanations
 */
export async function expectSteady(
  name: string,
  { page }: WatchedPage,
  ask: (run: number) => Promise<Listed<{ tensors: number; milliseconds: number }>>,
  runs = 100,
): Promise<void> {
  const first = await ask(0);
  const times: number[] = [];
  let last = first;
  let run = 0;
  const answer = async (): Promise<void> => {
    last = await ask(++run);
    times.push(last.milliseconds);
  };
  const long = await longTasksDuring(page, async () => {
    for (let round = 0; round < 10; round++) await answer();
  });
  while (run < runs) await answer();
  times.sort((a, b) => a - b);
  process.stdout.write(
    `${name}: an answer takes ${times[Math.floor(times.length / 2)]!.toFixed(1)} ms (median of ${times.length})\n`,
  );
  expect(last.tensors).toBe(first.tensors);
  expect(long).toEqual([]);
}

/** Demands that a demo in use breaks no rule of accessibility. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  expect(await page.locator(`${name}.touched`).count()).toBe(1);
  expect(await violationsOn(page, { within: name })).toEqual([]);
}

/** Demands that numbers agree, relative to the largest. */
export function expectClose(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  const scale = Math.max(...Array.from(expected, Math.abs));
  expect(found.length).toBe(expected.length);
  const worst = Math.max(
    ...Array.from(expected, (value, index) => Math.abs(value - found[index]!) / scale),
  );
  expect(worst).toBeLessThan(tolerance);
}
