import { utimesSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { filesBelow, published, temporaryFolder, toy } from '../pipeline/toy/toyRuns.ts';
import { writeToySettings } from '../pipeline/toy/toySettings.ts';
import { expectResumed } from './faultyRuns.ts';

const folder = temporaryFolder();

function setClock(date: string): void {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(date) });
}

function setTimesOfFiles(root: string, date: string): void {
  for (const file of Object.keys(filesBelow(root, '.'))) {
    utimesSync(path.join(root, file), new Date(date), new Date(date));
  }
}

afterEach(() => {
  vi.useRealTimers();
});

describe('a clock that is set back', () => {
  it('changes neither what is fresh nor what is computed', async () => {
    await writeToySettings(folder());
    setClock('2031-01-01');
    expect((await toy(folder(), 'run')).code).toBe(0);
    const expected = published(folder());
    for (const [clock, files] of [
      ['1980-01-01', '2040-01-01'],
      ['2040-01-01', '1980-01-01'],
    ] as const) {
      setClock(clock);
      setTimesOfFiles(folder(), files);
      expect((await toy(folder(), 'status', '--check')).code).toBe(0);
      await expectResumed(folder(), expected);
      // Fresh files of changed content are stale all the same.
      await writeToySettings(folder(), { data: 1 });
      setTimesOfFiles(folder(), '2040-01-01');
      expect((await toy(folder(), 'status', '--check')).code).toBe(3);
      await writeToySettings(folder());
    }
  });

  it('between a kill and the next run does not matter', async () => {
    await writeToySettings(folder(), { fault: 'fails' });
    setClock('2031-01-01');
    expect((await toy(folder(), 'run')).code).toBe(1);
    setClock('1999-12-31');
    await writeToySettings(folder());
    const { code, out } = await toy(folder(), 'run', '--json');
    expect(code).toBe(0);
    expect(out).not.toMatch(/"event":"unit".*"step":"train"/);
  });
});
