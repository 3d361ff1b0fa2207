import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow, published, temporaryFolder, toy } from '../pipeline/toy/toyRuns.ts';
import { writeToySettings, type ToySettings } from '../pipeline/toy/toySettings.ts';
import { onFaultyDisk } from './faultyDisk.ts';
import { endOwner, expectResumed } from './faultyRuns.ts';
import { often, some } from './thoroughness.ts';

const folder = temporaryFolder();

/** Two states of a study: the second has fewer units, another network and a renamed file. */
const FIRST: Partial<ToySettings> = {};
const SECOND: Partial<ToySettings> = { blocks: 5, rate: 0.25, summaryFile: 'totals.json' };

/** From nothing, and from published results that are replaced. */
const CASES = [
  ['a first run', [FIRST]],
  ['a run that replaces results', [FIRST, SECOND]],
] as const;

async function prepare(root: string, [...states]: readonly Partial<ToySettings>[]): Promise<void> {
  const last = states.pop()!;
  for (const state of states) {
    await writeToySettings(root, state);
    expect((await toy(root, 'run')).code).toBe(0);
  }
  await writeToySettings(root, last);
}

describe.each(CASES)('%s', (_, states) => {
  const undisturbed = mkdtempSync(path.join(tmpdir(), 'undisturbed-'));
  let writes: readonly number[];
  let expected: Readonly<Record<string, string>>;

  beforeAll(async () => {
    await prepare(undisturbed, states);
    const counted = await onFaultyDisk('cut', Infinity, () => toy(undisturbed, 'run'));
    expect(counted.result.code).toBe(0);
    writes = Array.from({ length: counted.writes }, (__, index) => index + 1);
    expected = published(undisturbed);
    expect(Object.keys(expected)).toHaveLength(4);
    expect(writes.length).toBeGreaterThan(150);
  });

  afterAll(() => {
    rmSync(undisturbed, { recursive: true, force: true });
  });

  it.each([
    ['cut', 10, /CUT: injected/],
    ['full', 8, /^error: No space left to write .*Nothing finished is lost/],
    ['read-only', 4, /^error: Cannot write .*it is read-only \(EROFS\)/],
    ['broken', 4, /^error: Cannot write .* \(EIO\)/],
  ] as const)(
    'loses nothing when the disk fails at any write: %s',
    async (fault, short, message) => {
      const before = path.join(folder(), 'before');
      await prepare(before, states);
      const chosen = some(writes, short);
      let failures = 0;
      for (const at of chosen) {
        const root = path.join(folder(), `at-${at}`);
        cpSync(before, root, { recursive: true });
        const { result } = await onFaultyDisk(fault, at, () => toy(root, 'run'));
        // Nothing is lost by a lock that could not be removed at the very end.
        if (result.code !== 0) {
          failures++;
          expect(result.err.trim()).toMatch(message);
          expect(result.err.trim().split('\n')).toHaveLength(1);
        }
        endOwner(root);
        await expectResumed(root, expected);
        rmSync(root, { recursive: true });
      }
      expect(failures).toBeGreaterThan(0.8 * (chosen.length - 1));
    },
  );
});

const mountable = canMount();

describe.skipIf(!mountable)('a real disk (mounted; skipped where mounting is not allowed)', () => {
  it('that is full ends with one clear error, and the run goes on with more space', async () => {
    const undisturbed = path.join(folder(), 'undisturbed');
    await writeToySettings(undisturbed);
    await toy(undisturbed, 'run');
    const sizes = Array.from({ length: often(3, 40) }, (_, index) => 24 + 4 * index);
    let refused = 0;
    for (const kilobytes of sizes) {
      const root = path.join(folder(), `disk-${kilobytes}`);
      await onMounted(root, `size=${kilobytes}k`, async () => {
        await writeToySettings(root);
        const { code, err } = await toy(root, 'run');
        if (code !== 0) {
          refused++;
          expect(err.trim()).toMatch(/^error: No space left to write .*Nothing finished is lost/);
          execFileSync('mount', ['-o', 'remount,size=4m', root]);
        }
        await expectResumed(root, published(undisturbed));
      });
    }
    expect(refused).toBeGreaterThan(0);
  });

  it('that is read-only can be listed and checked against, and refuses a run', async () => {
    const root = path.join(folder(), 'disk');
    await onMounted(root, 'size=4m', async () => {
      await writeToySettings(root);
      expect((await toy(root, 'run')).code).toBe(0);
      const before = filesBelow(root, '.');
      execFileSync('mount', ['-o', 'remount,ro', root]);
      expect((await toy(root, 'status', '--check')).code).toBe(0);
      for (const words of [['run'], ['verify'], ['gc']]) {
        const { code, err } = await toy(root, ...words);
        expect([words, code]).toEqual([words, 1]);
        expect(err).toMatch(/^error: Cannot write .*it is read-only \(EROFS\)/);
      }
      expect(filesBelow(root, '.')).toEqual(before);
    });
  });
});

async function onMounted(at: string, options: string, run: () => Promise<void>): Promise<void> {
  mkdirSync(at, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', at]);
  try {
    await run();
  } finally {
    execFileSync('umount', [at]);
  }
}

function canMount(): boolean {
  const at = mkdtempSync(path.join(tmpdir(), 'mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', at], { stdio: 'ignore' });
    execFileSync('umount', [at], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(at, { recursive: true, force: true });
  }
}
