import { describe, expect, it } from 'vitest';
import { writeToySettings } from './toy/toySettings.ts';
import { published, temporaryFolder, toy } from './toy/toyRuns.ts';

const folder = temporaryFolder();

interface ToyEvent {
  readonly event: string;
  readonly step?: string;
  readonly finished?: number;
}

async function events(...words: readonly string[]): Promise<ToyEvent[]> {
  const { out, code, err } = await toy(folder(), 'run', '--json', ...words);
  expect([code, err]).toEqual([0, '']);
  const lines = out.trim().split('\n');
  return lines.map((line) => JSON.parse(line) as ToyEvent);
}

describe('workers', () => {
  it('publish the bytes of one process, and leave nothing to do', async () => {
    await writeToySettings(folder());
    await toy(folder(), 'run', '--workers', '1');
    const alone = published(folder());
    expect(Object.keys(alone)).toHaveLength(4);
    const before = await events('--workers', '2', '--force');
    expect(published(folder())).toEqual(alone);
    const units = before.filter(({ event }) => event === 'unit');
    expect(units.filter(({ step }) => step === 'explain').map(({ finished }) => finished)).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
    expect(new Set(units.map(({ step }) => step))).toEqual(
      new Set(['train', 'explain', 'summary']),
    );
    const after = await events('--workers', '2');
    expect(after.filter(({ event }) => event === 'unit')).toEqual([]);
  });

  it.each([
    ['fails', /the toy step fails as asked/],
    ['undeclared-dataset', /toy\/explain: reads data set toy\/train, which it does not declare/],
    ['dies', /toy\/explain: the process that computed it ended \(SIGKILL\)/],
  ] as const)('end with one clear error and lose nothing: %s', async (fault, message) => {
    await writeToySettings(folder(), { fault });
    const { code, err } = await toy(folder(), 'run', '--workers', '2');
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toMatch(message);
    await writeToySettings(folder());
    const resumed = await events('--workers', '2');
    const computed = resumed.filter(({ event }) => event === 'unit').map(({ step }) => step);
    expect(new Set(computed)).toEqual(new Set(['explain', 'summary']));
  });

  it('compute an input again whose stored output another step misses', async () => {
    await writeToySettings(folder());
    await toy(folder(), 'run', '--workers', '2');
    const before = published(folder());
    // As in a new clone: published and fresh, but the store is empty.
    const words = ['--store', `${folder()}/other`, '--workers', '2'];
    await writeToySettings(folder(), { blocks: 7 });
    await events(...words);
    await writeToySettings(folder());
    await events(...words);
    expect(published(folder())).toEqual(before);
  });

  it('are counted by whole numbers', async () => {
    await writeToySettings(folder());
    const { code, err } = await toy(folder(), 'run', '--workers', '0');
    expect(code).toBe(2);
    expect(err).toMatch(/whole number from 1 up/);
  });
});

describe('report', () => {
  it('computes a live study although it is published, once on each machine', async () => {
    await writeToySettings(folder(), { live: true });
    await toy(folder(), 'run');
    const before = published(folder());
    const elsewhere = ['report', '--no-build', '--store', `${folder()}/other`];
    const first = await toy(folder(), ...elsewhere);
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/summary: done in .*, same bytes as before/);
    expect(published(folder())).toEqual(before);
    expect((await toy(folder(), ...elsewhere)).out).toMatch(/toy: fresh, shown as published/);
  });

  it('shows another study as published', async () => {
    await writeToySettings(folder());
    await toy(folder(), 'run');
    const { out } = await toy(folder(), 'report', '--no-build', '--store', `${folder()}/other`);
    expect(out).toMatch(/toy: fresh, shown as published/);
  });
});
