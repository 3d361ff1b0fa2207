import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MANIFEST } from './readManifest.ts';
import { resultsFolder } from './resultsFolder.ts';

const known = new Map<string, string | undefined>();

/**
 * The commit that last changed the published results of a study; asked of git once. Undefined where
 * git cannot tell: in an unpacked archive, for results that are not those of the present commit, and
 * in a shallow clone whose history does not reach so far.
 * @param root of the repository
 */
export function publishingCommit(study: string, root = process.cwd()): string | undefined {
  const place = path.resolve(root, resultsFolder(study));
  if (!known.has(place)) known.set(place, askGit(study, place, root));
  return known.get(place);
}

function askGit(study: string, place: string, root: string): string | undefined {
  const committed = `content/results/${study}`;
  // The manifest holds the digests of all other files.
  const manifest = git(root, 'show', `HEAD:./${committed}/${MANIFEST}`);
  if (manifest === undefined || manifest !== textAt(path.join(place, MANIFEST))) return undefined;
  const commit = git(root, 'log', '-1', '--format=%H', '--', committed)?.trim();
  return commit === undefined || cutOff(root).includes(commit) ? undefined : commit;
}

/** Commits without their parents: to git each seems to have added every file that it holds. */
function cutOff(root: string): string[] {
  const list = git(root, 'rev-parse', '--git-path', 'shallow')?.trim() ?? '';
  return textAt(path.resolve(root, list))?.split('\n') ?? [];
}

/** What git answers; undefined where it has no answer, or is not there. */
function git(root: string, ...question: string[]): string | undefined {
  try {
    return execFileSync('git', question, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 2 ** 20,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}

function textAt(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
