import { describe, expect, it } from 'vitest';
import { makeLargeStore } from '../pipeline/toy/largeStore.ts';
import { temporaryFolder, toy } from '../pipeline/toy/toyRuns.ts';

const UNITS = 1_000_000;
const SECONDS = 5;
const folder = temporaryFolder();

describe('a store of 1,000,000 units', () => {
  it(`is listed in ${SECONDS} s`, async () => {
    await makeLargeStore(folder(), UNITS);
    const times: number[] = [];
    const processor: number[] = [];
    for (let round = 0; round < 5; round++) {
      const [began, used] = [performance.now(), process.cpuUsage()];
      const { out } = await toy(folder(), 'status');
      times.push((performance.now() - began) / 1000);
      const { user, system } = process.cpuUsage(used);
      processor.push((user + system) / 1e6);
      expect(out).toContain(`${UNITS} of ${UNITS + 1} units finished`);
    }
    const [wall, busy] = [times, processor].map((all) => all.sort((a, b) => a - b)[2]!) as [
      number,
      number,
    ];
    process.stdout.write(
      `status of ${UNITS} units: ${wall.toFixed(2)} s, ${busy.toFixed(2)} s of processor time (medians of 5)\n`,
    );
    // Other work on the machine lengthens one, threads of our own the other.
    expect(Math.min(wall, busy)).toBeLessThanOrEqual(SECONDS);
  });
});
