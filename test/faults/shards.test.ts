import { execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { published, temporaryFolder, toy } from '../pipeline/toy/toyRuns.ts';
import { writeToySettings } from '../pipeline/toy/toySettings.ts';
import { expectResumed } from './faultyRuns.ts';
import { inFull, often } from './thoroughness.ts';

const TOY = path.join(import.meta.dirname, '../pipeline/toy/main.ts');
const BLOCKS = 24;
const folder = temporaryFolder();

/**
 * Runs all shards at once on one store, and asserts that one run then publishes what one process
 * would have.
 * @param within words before those of the process of a shard, by its index from 0
 */
async function expectSpread(
  shards: number,
  within: (shard: number) => readonly string[] = () => [],
): Promise<void> {
  const [alone, spread] = [path.join(folder(), 'alone'), path.join(folder(), 'spread')];
  for (const root of [alone, spread]) await writeToySettings(root, { blocks: BLOCKS });
  expect((await toy(alone, 'run')).code).toBe(0);
  expect((await toy(spread, 'run', '--only', 'train')).code).toBe(0);
  const codes = await Promise.all(
    Array.from({ length: shards }, (_, shard) => {
      const own = [process.execPath, TOY, spread, 'run', '--shard', `${shard + 1}/${shards}`];
      const [command, ...words] = [...within(shard), ...own] as [string, ...string[]];
      const child = spawn(command, words, { stdio: 'ignore' });
      return new Promise((resolve) => child.once('exit', resolve));
    }),
  );
  expect(codes).toEqual(Array(shards).fill(0));
  const { out } = await toy(spread, 'status');
  expect(out).toContain(`${BLOCKS} of ${BLOCKS} units finished`);
  await expectResumed(spread, published(alone));
}

describe('shards that share a store', () => {
  it('compute all units between them', async () => {
    await expectSpread(often(3, 8));
  });
});

/** As on two machines with a folder in common: the processes cannot speak to each other. */
const NAMESPACES = ['shards-1', 'shards-2'].map((name) => `${name}-${process.pid}`);

describe.skipIf(!inFull || !canSeparate())(
  'shards in network namespaces of their own (in full, where these can be made)',
  () => {
    beforeAll(() => {
      for (const name of NAMESPACES) execFileSync('ip', ['netns', 'add', name]);
    });
    afterAll(() => {
      for (const name of NAMESPACES) execFileSync('ip', ['netns', 'del', name]);
    });

    it('need nothing in common but the folder', async () => {
      await expectSpread(2, (shard) => ['ip', 'netns', 'exec', NAMESPACES[shard]!]);
    });
  },
);

function canSeparate(): boolean {
  const name = `trial-${process.pid}`;
  try {
    execFileSync('ip', ['netns', 'add', name], { stdio: 'ignore' });
    execFileSync('ip', ['netns', 'del', name], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
