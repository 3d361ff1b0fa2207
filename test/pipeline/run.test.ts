import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeToySettings } from './toy/toySettings.ts';
import { filesBelow, published, temporaryFolder, toy } from './toy/toyRuns.ts';

const folder = temporaryFolder();

/** Names of the steps whose units a run computed, from its JSON events. */
async function computedSteps(...words: readonly string[]): Promise<string[]> {
  const { out, code, err } = await toy(folder(), 'run', '--json', ...words);
  expect([code, err]).toEqual([0, '']);
  const events = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; step?: string });
  return [...new Set(events.filter(({ event }) => event === 'unit').map(({ step }) => step!))];
}

const why = async () => (await toy(folder(), 'status', '--why')).out;

/** Flips one byte of the only stored object that satisfies a condition. */
function damageObject(satisfies: (text: string) => boolean): void {
  const objects = Object.entries(filesBelow(folder(), '.store/objects'));
  const [name, text] = objects.find(([, content]) => satisfies(content))!;
  writeFileSync(path.join(folder(), name), `${text.slice(0, -2)}#\n`);
}

describe('a run', () => {
  it('computes everything once, publishes it, and then has nothing to do', async () => {
    await writeToySettings(folder());
    expect(await computedSteps()).toEqual(['train', 'explain', 'summary']);
    const first = published(folder());
    expect(Object.keys(first)).toEqual([
      'content/results/toy/manifest.json',
      'content/results/toy/summary.json',
      'content/results/toy/training.json',
      'public/models/toy/network.bin',
    ]);
    expect(await computedSteps()).toEqual([]);
    expect(published(folder())).toEqual(first);
  });

  it('writes no clock, host or path into what it publishes', async () => {
    await writeToySettings(folder());
    await toy(folder(), 'run');
    const text = Object.values(published(folder())).join('\n');
    expect(text).not.toContain(folder());
    expect(text).not.toMatch(/20\d\d-\d\d-\d\d|seconds|host/);
  });

  it.each([
    ['a parameter', { rate: 0.75 }, ['train', 'explain', 'summary'], /rate.*0\.5 → 0\.75/],
    ['the seed', { seed: 8 }, ['train', 'explain', 'summary'], /seed: 7 → 8/],
    ['the data', { data: 1 }, ['train', 'explain', 'summary'], /data set toy\/train/],
    ['a setting of a later step', { blocks: 7 }, ['explain', 'summary'], /blocks: 6 → 7/],
  ])('computes again what depends on %s, and says why', async (_, change, steps, reason) => {
    await writeToySettings(folder());
    await computedSteps();
    await writeToySettings(folder(), change);
    expect(await why()).toMatch(reason);
    expect(await computedSteps()).toEqual(steps);
  });

  it('stops where the same bytes come out: nothing downstream runs', async () => {
    await writeToySettings(folder());
    await computedSteps();
    await writeToySettings(folder(), { remark: 'changes nothing' });
    expect(await computedSteps()).toEqual(['train']);
  });

  it('does not mind comments in code, and does mind code, also where it is imported', async () => {
    await writeToySettings(folder());
    await computedSteps();
    const shared = path.join(folder(), 'steps/shared.ts');
    appendFileSync(shared, '\n// a comment\n\n');
    expect((await toy(folder(), 'status', '--check')).code).toBe(0);
    writeFileSync(shared, readFileSync(shared, 'utf8').replace('/ 2', '* 0.5'));
    expect((await toy(folder(), 'status', '--check')).code).toBe(3);
    expect(await why()).toMatch(/code/);
  });

  it('goes on from the units that are finished', async () => {
    await writeToySettings(folder(), { fault: 'fails' });
    expect((await toy(folder(), 'run')).code).toBe(1);
    await writeToySettings(folder());
    expect(await computedSteps()).toEqual(['explain', 'summary']);
  });

  it('restores what was published and lost or changed, without computing', async () => {
    await writeToySettings(folder());
    await computedSteps();
    const before = published(folder());
    rmSync(path.join(folder(), 'content/results/toy/summary.json'));
    appendFileSync(path.join(folder(), 'public/models/toy/network.bin'), 'x');
    expect(await why()).toMatch(
      /summary\.json is missing[^]*network\.bin was changed|network\.bin was changed[^]*summary\.json is missing/,
    );
    expect(await computedSteps()).toEqual([]);
    expect(published(folder())).toEqual(before);
  });

  it('computes a damaged object again, with a warning, to the same bytes', async () => {
    await writeToySettings(folder());
    await computedSteps();
    const before = published(folder());
    damageObject((text) => text.includes('checkpoint'));
    await writeToySettings(folder(), { blocks: 7 });
    const { code } = await toy(folder(), 'run');
    expect(code).toBe(0);
    await writeToySettings(folder());
    await toy(folder(), 'run');
    expect(published(folder())).toEqual(before);
  });

  it.each([
    ['undeclared-dataset', /toy\/explain: reads data set toy\/train, which it does not declare/],
    ['undeclared-file', /toy\/explain: reads output of step summarise, which it does not declare/],
    ['swallowed-read', /toy\/explain: reads data set toy\/train, which it does not declare/],
    ['writes-into-images', /toy\/explain: data set toy\/test changed while the step ran/],
    ['fails', /the toy step fails as asked/],
  ] as const)('ends with one clear error: %s', async (fault, message) => {
    await writeToySettings(folder(), { fault });
    const { code, err } = await toy(folder(), 'run');
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toMatch(message);
  });

  it('computes only what is asked for, and fresh steps again when forced', async () => {
    await writeToySettings(folder());
    expect(await computedSteps('--only', 'train')).toEqual(['train']);
    expect(await computedSteps('--only', 'explain')).toEqual(['explain']);
    expect(await computedSteps('--only', 'train', '--force')).toEqual(['train']);
  });

  it('says beforehand what it would do', async () => {
    await writeToySettings(folder());
    const { out } = await toy(folder(), 'run', '--dry-run');
    expect(out).toMatch(/train: compute 4 units/);
    expect(Object.keys(filesBelow(folder(), '.'))).not.toContain('.store/locks/run.lock');
    await toy(folder(), 'run');
    expect((await toy(folder(), 'run', '--dry-run')).out).toMatch(/train: fresh/);
  });
});
