import { cpSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Task } from '../../compute/pipeline/task.ts';
import { shutIn, type HeldProcess } from '../../compute/pipeline/workers/hermetic.ts';
import { steps } from '../../compute/steps/index.ts';
import { published as smallPublished, small, smallFolder } from '../pipeline/small/smallRuns.ts';
import { smallStudies } from '../pipeline/small/studies/index.ts';
import { published, temporaryFolder, toy } from '../pipeline/toy/toyRuns.ts';
import { writeToySettings } from '../pipeline/toy/toySettings.ts';
import { inFull } from './thoroughness.ts';

describe('a hermetic run', () => {
  const folder = temporaryFolder();

  it('gives the bytes of any other run', async () => {
    await writeToySettings(folder());
    expect(await toy(folder(), 'run')).toMatchObject({ code: 0 });
    const expected = published(folder());
    const words = ['run', '--force', '--hermetic', '--workers', '2'];
    expect(await toy(folder(), ...words)).toMatchObject({ code: 0, err: '' });
    expect(published(folder())).toEqual(expected);
  });

  it.each([
    [
      'reads-file',
      /^error: toy\/explain, unit block-\d: FileSystemRead of \S*README\.md was refused/,
    ],
    [
      'reads-object',
      /^error: toy\/explain, unit block-\d: FileSystemRead of \S*\.store\/objects\/\S+ was refused/,
    ],
    ['writes-file', /^error: toy\/explain, unit block-\d: FileSystemWrite of \S* was refused/],
    ['starts-process', /^error: toy\/explain, unit block-\d: ChildProcess.* was refused/],
    ['undeclared-dataset', /^error: toy\/explain: reads data set toy\/train, which it does not/],
  ] as const)(
    'ends with the name of a step that does more than it declares: %s',
    async (fault, message) => {
      await writeToySettings(folder());
      await toy(folder(), 'run', '--only', 'train');
      await writeToySettings(folder(), { fault });
      const { code, err } = await toy(folder(), 'run', '--hermetic', '--workers', '1');
      expect(code).toBe(1);
      expect(err).toMatch(message);
      expect(err.trim().split('\n')).toHaveLength(1);
    },
  );
});

describe('a process that is to be shut in', () => {
  const inputs = { loadDatasets: () => Promise.resolve() } as unknown as Task['inputs'];
  const dropped: string[] = [];
  const permission = { drop: (_: string, at: string) => void dropped.push(at) };
  const node = { inputs: { datasets: [], steps: [] } } as unknown as Task['node'];
  const shut = (self: Omit<HeldProcess, 'version'>) =>
    shutIn({ codeFolders: ['/code'] }, { inputs, node }, { ...self, version: 'v24.0.0' });

  it('gives up its code where Node lets it, and says so where it does not', async () => {
    const execArgv = ['--permission'];
    await shut({ execArgv, permission });
    expect(new Set(dropped)).toEqual(new Set(['/code']));
    for (const held of [{ execArgv }, { execArgv, permission: {} }]) {
      await expect(shut(held)).rejects.toThrow(/--hermetic needs a Node .*this is v24\.0\.0/);
    }
  });

  it('is left alone if it was started without permissions', async () => {
    dropped.length = 0;
    await shut({ execArgv: [], permission });
    expect(dropped).toEqual([]);
  });
});

describe('a hermetic run that was killed', () => {
  const folder = temporaryFolder();

  it('leaves its finished units to the next one', async () => {
    await writeToySettings(folder());
    expect(await toy(folder(), 'run')).toMatchObject({ code: 0 });
    const expected = published(folder());
    // As if each step had been killed just before what it had finished was taken over.
    const [finished, left] = ['finished', '.store/hermetic'].map((name) =>
      path.join(folder(), name),
    ) as [string, string];
    renameSync(path.join(folder(), '.store'), finished);
    const records = path.join(finished, 'records');
    for (const fingerprint of readdirSync(records).flatMap((name) =>
      readdirSync(path.join(records, name)),
    )) {
      cpSync(finished, path.join(left, fingerprint), { recursive: true });
    }
    for (const name of ['content', 'public'])
      rmSync(path.join(folder(), name), { recursive: true });
    const { code, out } = await toy(folder(), 'run', '--hermetic', '--workers', '1', '--json');
    expect([code, out]).toEqual([0, expect.not.stringContaining('"event":"unit"')]);
    expect(published(folder())).toEqual(expected);
    expect(readdirSync(left)).toEqual([]);
  });
});

describe('a hermetic run of real steps', () => {
  const folder = smallFolder();

  it('covers every registered kind of step', () => {
    const kinds = new Set(smallStudies.flatMap(({ steps: own }) => own.map(({ step }) => step)));
    expect([...kinds].sort()).toEqual(steps.map(({ id }) => id).sort());
  });

  it('reads nothing but what is declared, and publishes the same bytes', async () => {
    const words = inFull
      ? ['run', ...smallStudies.map(({ id }) => id)]
      : ['run', 'small', 'taken-over', '--only', 'explain-lrp', 'train-2021', 'train-keras'];
    const [alone, shut] = [path.join(folder(), 'alone'), path.join(folder(), 'shut')];
    expect((await small(alone, words)).code).toBe(0);
    const { code, output } = await small(shut, [...words, '--hermetic', '--workers', '1']);
    expect([code, output]).toEqual([0, expect.not.stringContaining('refused')]);
    expect(smallPublished(shut)).toEqual(smallPublished(alone));
  });
});
