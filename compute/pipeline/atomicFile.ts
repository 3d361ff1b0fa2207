import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { explainFileError } from './userError.ts';

/** Beginning of the names of files being written; one left behind by a kill is never read. */
export const TEMPORARY_PREFIX = '.writing-';

/**
 * Writes a file so that other processes, and a later one after a kill or a power cut, see either
 * the old file or the whole new one: temporary file in the same folder, fsync, rename.
 * @throws UserError when the disk is full or read-only
 */
export async function writeFileAtomically(file: string, bytes: Uint8Array): Promise<void> {
  const folder = path.dirname(file);
  const temporary = path.join(folder, `${TEMPORARY_PREFIX}${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    const handle = await open(temporary, 'wx', 0o644);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    await syncFolder(folder);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw explainFileError(error, file);
  }
}

/**
 * Removes a file, or a folder with all that is in it; what is not there counts as removed.
 * @throws UserError when the disk is read-only
 */
export async function remove(at: string): Promise<void> {
  try {
    // A process that writes there may be just about to end.
    await rm(at, { recursive: true, force: true, maxRetries: 5 });
  } catch (error) {
    throw explainFileError(error, at);
  }
}

/** Makes the rename itself durable; Windows cannot open folders and needs no such call. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
