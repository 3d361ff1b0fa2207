import { describe, expect, it } from 'vitest';
import { makeLargeStore } from '../pipeline/toy/largeStore.ts';
import { temporaryFolder, toy } from '../pipeline/toy/toyRuns.ts';

const UNITS = 1_000_000;
const folder = temporaryFolder();

describe('a store of 1,000,000 units', () => {
  it('is listed', async () => {
    await makeLargeStore(folder(), UNITS);
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      const began = performance.now();
      const { out } = await toy(folder(), 'status');
      times.push((performance.now() - began) / 1000);
      expect(out).toContain(`${UNITS} of ${UNITS + 1} units finished`);
    }
    times.sort((first, second) => first - second);
    process.stdout.write(`status of ${UNITS} units: ${times[2]!.toFixed(2)} s (median of 5)\n`);
  });
});
