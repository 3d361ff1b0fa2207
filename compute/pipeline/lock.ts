import { randomUUID } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { TEMPORARY_PREFIX } from './atomicFile.ts';
import { explainFileError, UserError } from './userError.ts';

const ownerSchema = z.strictObject({
  pid: z.number().int().positive(),
  /** When the process began, where the system tells; tells a process from a later one of equal pid. */
  began: z.string(),
  host: z.string(),
});

type Owner = z.infer<typeof ownerSchema>;

/**
 * Takes a store for one process. A lock whose process has ended is taken over.
 * @param name `run` excludes every other lock; locks of other names exclude their own name only
 * @returns a function that releases the lock; it is also released when the process exits
 * @throws UserError naming the other process
 */
export function lockStore(folder: string, name = 'run'): () => void {
  const locks = path.join(folder, 'locks');
  const file = path.join(locks, `${name}.lock`);
  const release = (): void => {
    process.off('exit', release);
    try {
      rmSync(file, { force: true });
    } catch {
      // On a disk that has become read-only the lock stays; it is not held once the process ends.
    }
  };
  try {
    mkdirSync(locks, { recursive: true });
    take(file, folder);
    process.once('exit', release);
    for (const other of readdirSync(locks).filter((entry) => entry.endsWith('.lock'))) {
      const excludes = name === 'run' || other === 'run.lock';
      if (other !== `${name}.lock` && excludes) refuseIfAlive(path.join(locks, other), folder);
    }
    return release;
  } catch (error) {
    if (process.listeners('exit').includes(release)) release();
    throw explainFileError(error, file);
  }
}

function take(file: string, folder: string): void {
  const temporary = path.join(path.dirname(file), `${TEMPORARY_PREFIX}${randomUUID()}`);
  try {
    writeFileSync(temporary, JSON.stringify(thisProcess()), { flag: 'wx' });
    while (!tryLink(temporary, file)) {
      refuseIfAlive(file, folder);
      removeEnded(file, folder);
    }
  } finally {
    rmSync(temporary, { force: true });
  }
}

/**
 * Removes the lock of an ended process by way of a rename, so that a lock which another process
 * took in the meantime is noticed and put back.
 */
function removeEnded(file: string, folder: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    refuseIfAlive(aside, folder);
  } catch (error) {
    tryLink(aside, file);
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** A hard link appears with its whole content, or not at all. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function refuseIfAlive(file: string, folder: string): void {
  const owner = readOwner(file);
  if (owner === undefined) return;
  if (owner.host !== hostname()) {
    throw new UserError(
      `The store ${folder} is in use on ${owner.host} (process ${owner.pid}). ` +
        `If that run has ended, remove ${file}.`,
    );
  }
  if (isAlive(owner)) {
    throw new UserError(
      `The store ${folder} is in use by process ${owner.pid}. ` +
        'Wait until it has finished, or name another store with --store.',
    );
  }
}

function readOwner(file: string): Owner | undefined {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function isAlive({ pid, began }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return began === beginningOf(pid);
}

function thisProcess(): Owner {
  return { pid: process.pid, began: beginningOf(process.pid), host: hostname() };
}

/** Field 22 of /proc/<pid>/stat, clock ticks from boot (proc(5)); empty on other systems. */
function beginningOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
