import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeLargeStore } from './toy/largeStore.ts';
import { temporaryFolder, toy } from './toy/toyRuns.ts';

const folder = temporaryFolder();

/** How many files something reads, in this process. */
async function countReads(run: () => Promise<unknown>): Promise<number> {
  const real = fs.promises.readFile;
  let reads = 0;
  fs.promises.readFile = ((...given: Parameters<typeof real>) => {
    reads++;
    return real(...given);
  }) as typeof real;
  syncBuiltinESMExports();
  try {
    await run();
    return reads;
  } finally {
    fs.promises.readFile = real;
    syncBuiltinESMExports();
  }
}

describe('status', () => {
  it('counts finished units without reading any of them, however many there are', async () => {
    const reads: number[] = [];
    for (const units of [20, 20_000]) {
      const root = path.join(folder(), String(units));
      await makeLargeStore(root, units);
      reads.push(
        await countReads(async () => {
          const { out } = await toy(root, 'status');
          expect(out).toMatch(new RegExp(`explain .*${units} of ${units + 1} units finished`));
        }),
      );
    }
    expect(reads[0]).toBeGreaterThan(0);
    expect(reads[1]).toBe(reads[0]);
  });
});
