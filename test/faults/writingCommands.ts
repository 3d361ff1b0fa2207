import { cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { toy } from '../pipeline/toy/toyRuns.ts';
import { writeToySettings, type ToySettings } from '../pipeline/toy/toySettings.ts';
import type { DiskFault } from './faultyDisk.ts';

/** A command that writes, in a folder where it has something to do. */
export interface WritingCommand {
  readonly title: string;
  readonly prepare: (root: string) => Promise<void>;
  readonly words: (root: string) => readonly string[];
  /** Writes that it makes at the least. */
  readonly writes: number;
  /** Faults that keep it from its work. */
  readonly faults: readonly DiskFault[];
}

/** The second state of the study has fewer units, another network and a renamed file. */
const SECOND: Partial<ToySettings> = { blocks: 5, rate: 0.25, summaryFile: 'totals.json' };

const ALL: readonly DiskFault[] = ['cut', 'full', 'read-only', 'broken'];

const SHARD = 'shard/.store';

async function succeed(root: string, ...words: readonly string[]): Promise<void> {
  expect(await toy(root, ...words)).toMatchObject({ code: 0, err: '' });
}

async function computed(root: string): Promise<void> {
  await writeToySettings(root);
  await succeed(root, 'run');
}

export const WRITING_COMMANDS: readonly WritingCommand[] = [
  {
    title: 'a first run',
    prepare: (root) => writeToySettings(root),
    words: () => ['run'],
    writes: 150,
    faults: ALL,
  },
  {
    title: 'a run that replaces results',
    prepare: async (root) => {
      await computed(root);
      await writeToySettings(root, SECOND);
    },
    words: () => ['run'],
    writes: 150,
    faults: ALL,
  },
  {
    title: 'a merge of what a shard computed',
    prepare: async (root) => {
      await writeToySettings(root);
      await succeed(root, 'run', '--only', 'train');
      const [own, shard] = [path.join(root, '.store'), path.join(root, SHARD)];
      cpSync(own, `${own}-before`, { recursive: true });
      await succeed(root, 'run', '--shard', '1/1');
      cpSync(own, shard, { recursive: true });
      renameSync(own, `${own}-after`);
      renameSync(`${own}-before`, own);
    },
    words: (root) => ['merge', path.join(root, SHARD)],
    writes: 60,
    faults: ALL,
  },
  {
    title: 'a confirmation of changed code',
    prepare: async (root) => {
      await computed(root);
      const shared = path.join(root, 'steps/shared.ts');
      writeFileSync(shared, readFileSync(shared, 'utf8').replace('/ 2', '* 0.5'));
    },
    words: () => ['confirm'],
    writes: 60,
    faults: ALL,
  },
  {
    title: 'a removal of what is no longer used',
    prepare: async (root) => {
      await computed(root);
      await writeToySettings(root, SECOND);
      await succeed(root, 'run');
    },
    words: () => ['gc'],
    writes: 15,
    // A full disk does not keep anything from being removed.
    faults: ['cut', 'read-only', 'broken'],
  },
];
