import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { publishingCommit } from '../../src/results/publishingCommit.ts';

let work: string;
let repository: string;

beforeEach(() => {
  work = mkdtempSync(path.join(tmpdir(), 'history-'));
  repository = path.join(work, 'repository');
  mkdirSync(repository);
  vi.stubEnv('IIC_RESULTS', undefined);
  git('init', '--quiet');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(work, { recursive: true });
});

function git(...command: string[]): string {
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
  return execFileSync('git', [...author, ...command], { cwd: repository, encoding: 'utf8' }).trim();
}

function write(file: string, content: string): void {
  const target = path.join(repository, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, content);
}

/** @returns the commit that it made */
function commit(file: string, content: string): string {
  write(file, content);
  git('add', '.');
  git('commit', '--quiet', '--message', content);
  return git('rev-parse', 'HEAD');
}

/** A copy of the repository with so many of its last commits. */
function shallowClone(depth: number): string {
  const clone = path.join(work, `clone-${String(depth)}`);
  git('clone', '--quiet', '--depth', String(depth), `file://${repository}`, clone);
  return clone;
}

const ONE = 'content/results/one';
const OTHER = 'content/results/other';

describe('the commit that published a study', () => {
  it('is the last one that changed its results, whatever was committed since', () => {
    commit(`${ONE}/manifest.json`, 'first');
    const one = commit(`${ONE}/manifest.json`, 'second');
    const other = commit(`${OTHER}/manifest.json`, 'third');
    commit('README.md', 'fourth');
    expect(publishingCommit('one', repository)).toBe(one);
    expect(publishingCommit('other', repository)).toBe(other);
  });

  it('is unknown for results that are not those of the present commit', () => {
    commit(`${ONE}/manifest.json`, 'first');
    write(`${ONE}/manifest.json`, 'computed again');
    write(`${OTHER}/manifest.json`, 'not yet committed');
    expect(publishingCommit('one', repository)).toBeUndefined();
    expect(publishingCommit('other', repository)).toBeUndefined();
  });

  it('holds for equal results in another folder, and for no others', () => {
    const one = commit(`${ONE}/manifest.json`, 'first');
    commit(`${OTHER}/manifest.json`, 'second');
    const elsewhere = path.join(work, 'elsewhere');
    cpSync(path.join(repository, 'content/results'), elsewhere, { recursive: true });
    writeFileSync(path.join(elsewhere, 'other/manifest.json'), 'made up');
    vi.stubEnv('IIC_RESULTS', elsewhere);
    expect(publishingCommit('one', repository)).toBe(one);
    expect(publishingCommit('other', repository)).toBeUndefined();
  });

  it('is left out where a shallow clone cannot tell', () => {
    commit('README.md', 'first');
    const one = commit(`${ONE}/manifest.json`, 'second');
    commit('README.md', 'third');
    // In the second clone the history begins with that commit, as if it had added everything.
    expect(publishingCommit('one', shallowClone(1))).toBeUndefined();
    expect(publishingCommit('one', shallowClone(2))).toBeUndefined();
    expect(publishingCommit('one', shallowClone(3))).toBe(one);
  });

  it('is unknown without a history', () => {
    write(`${ONE}/manifest.json`, 'first');
    rmSync(path.join(repository, '.git'), { recursive: true });
    expect(publishingCommit('one', repository)).toBeUndefined();
  });
});
