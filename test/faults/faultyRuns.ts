import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { TEMPORARY_PREFIX } from '../../compute/pipeline/atomicFile.ts';
import { published, toy } from '../pipeline/toy/toyRuns.ts';

/** Asserts that the same command goes on to the bytes of an undisturbed run and leaves no rest. */
export async function expectResumed(
  root: string,
  expected: Readonly<Record<string, string>>,
): Promise<void> {
  const { code, err } = await toy(root, 'run');
  expect([code, err]).toEqual([0, '']);
  expect(published(root)).toEqual(expected);
  expect(await toy(root, 'status', '--check')).toMatchObject({ code: 0 });
  expect(await toy(root, 'verify', '--sample', '0')).toMatchObject({ code: 0 });
  const names = readdirSync(path.join(root, 'content'), { recursive: true, encoding: 'utf8' });
  expect(names.filter((name) => name.includes(TEMPORARY_PREFIX))).toEqual([]);
}

/** Makes the lock that a run of this process left behind that of a process which has ended. */
export function endOwner(root: string): void {
  const lock = path.join(root, '.store/locks/run.lock');
  if (!existsSync(lock)) return;
  const owner = JSON.parse(readFileSync(lock, 'utf8')) as object;
  writeFileSync(lock, JSON.stringify({ ...owner, began: '1' }));
}
