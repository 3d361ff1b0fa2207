import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The per-user cache folder: IIC_CACHE, else a folder of ours in XDG_CACHE_HOME, else in ~/.cache.
 */
export function cacheFolder(environment: Readonly<NodeJS.ProcessEnv>): string {
  const own = environment['IIC_CACHE'];
  if (own) return own;
  const base = environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return join(base, 'interpretable-image-classification');
}

const partialMark = '.partial-';

/** A fresh name under which this process writes what is renamed to `path` once complete. */
export function partialPath(path: string): string {
  return `${path}${partialMark}${process.pid}-${randomUUID()}`;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Paths in a folder left unfinished by processes that are gone, or by an earlier try of this one. */
export function abandonedPaths(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => {
      const mark = name.lastIndexOf(partialMark);
      if (mark < 0) return false;
      const pid = Number.parseInt(name.slice(mark + partialMark.length), 10);
      return pid === process.pid || !isRunning(pid);
    })
    .map((name) => join(folder, name));
}

/** Deletes what `abandonedPaths` finds. */
export function discardAbandoned(folder: string): void {
  for (const path of abandonedPaths(folder)) rmSync(path, { recursive: true, force: true });
}
