import { execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { published, temporaryFolder, toy } from '../pipeline/toy/toyRuns.ts';
import { writeToySettings } from '../pipeline/toy/toySettings.ts';
import { expectResumed } from './faultyRuns.ts';
import { demand, inFull, often } from './thoroughness.ts';

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

/** How a process gets a network of its own: a named one, or where `ip` is missing one without a name. */
const separation = inFull ? (['ip', 'unshare'] as const).find(canSeparate) : undefined;

describe.runIf(inFull)('shards in network namespaces of their own (in full)', () => {
  beforeAll(() => {
    demand(separation !== undefined, 'network namespaces: the right to `ip netns` or `unshare`');
    if (separation === 'ip') for (const name of NAMESPACES) run('ip', ['netns', 'add', name]);
  });

  afterAll(() => {
    if (separation === 'ip') for (const name of NAMESPACES) run('ip', ['netns', 'del', name]);
  });

  it('need nothing in common but the folder', async () => {
    await expectSpread(2, (shard) =>
      separation === 'ip' ? ['ip', 'netns', 'exec', NAMESPACES[shard]!] : ['unshare', '--net'],
    );
  });
});

function canSeparate(by: 'ip' | 'unshare'): boolean {
  const name = `trial-${process.pid}`;
  try {
    if (by === 'unshare') run('unshare', ['--net', 'true']);
    else for (const verb of ['add', 'del']) run('ip', ['netns', verb, name]);
    return true;
  } catch {
    return false;
  }
}

function run(command: string, words: readonly string[]): void {
  execFileSync(command, words, { stdio: 'ignore' });
}
