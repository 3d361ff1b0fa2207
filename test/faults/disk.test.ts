import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow, published, temporaryFolder, toy } from '../pipeline/toy/toyRuns.ts';
import { writeToySettings } from '../pipeline/toy/toySettings.ts';
import { onFaultyDisk, type DiskFault } from './faultyDisk.ts';
import { endOwner, expectResumed } from './faultyRuns.ts';
import { demand, leftOut, often, some } from './thoroughness.ts';
import { WRITING_COMMANDS } from './writingCommands.ts';

const folder = temporaryFolder();

const MESSAGES: Readonly<Record<DiskFault, RegExp>> = {
  cut: /CUT: injected/,
  full: /^error: No space left to write .*Nothing finished is lost/,
  'read-only': /^error: Cannot write .*it is read-only \(EROFS\)/,
  broken: /^error: Cannot write .* \(EIO\)/,
};

describe.each(WRITING_COMMANDS)('$title', ({ prepare, words, writes: least, faults }) => {
  const undisturbed = mkdtempSync(path.join(tmpdir(), 'undisturbed-'));
  const before = mkdtempSync(path.join(tmpdir(), 'before-'));
  let writes: readonly number[];
  let expected: Readonly<Record<string, string>>;

  beforeAll(async () => {
    await prepare(before);
    cpSync(before, undisturbed, { recursive: true });
    const command = () => toy(undisturbed, ...words(undisturbed));
    const counted = await onFaultyDisk('cut', Infinity, command);
    expect(counted.result).toMatchObject({ code: 0, err: '' });
    writes = Array.from({ length: counted.writes }, (__, index) => index + 1);
    expect((await toy(undisturbed, 'run')).code).toBe(0);
    expected = published(undisturbed);
    expect(Object.keys(expected)).toHaveLength(4);
    expect(writes.length).toBeGreaterThan(least);
  });

  afterAll(() => {
    for (const root of [undisturbed, before]) rmSync(root, { recursive: true, force: true });
  });

  it.each(faults)('loses nothing when the disk fails at any write: %s', async (fault) => {
    const chosen = some(writes, fault === 'cut' ? 6 : 4);
    let failures = 0;
    for (const at of chosen) {
      const root = path.join(folder(), `at-${at}`);
      cpSync(before, root, { recursive: true });
      const { result } = await onFaultyDisk(fault, at, () => toy(root, ...words(root)));
      // Nothing is lost by a lock that could not be removed at the very end.
      if (result.code !== 0) {
        failures++;
        expect(result.err.trim()).toMatch(MESSAGES[fault]);
        expect(result.err.trim().split('\n')).toHaveLength(1);
      }
      endOwner(root);
      expect(await toy(root, ...words(root))).toMatchObject({ code: 0, err: '' });
      await expectResumed(root, expected);
      rmSync(root, { recursive: true });
    }
    expect(failures).toBeGreaterThan(0.8 * (chosen.length - 1));
  });
});

const mountable = canMount();

describe.skipIf(leftOut(mountable))('a real disk (mounted where that is allowed)', () => {
  beforeAll(() => {
    demand(mountable, 'the right to mount a tmpfs');
  });

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
