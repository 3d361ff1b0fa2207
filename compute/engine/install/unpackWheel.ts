import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openPromise, type ZipFile } from 'yauzl';
import type { LibraryRecord } from './libraryRecord.ts';

async function unpackMember(
  zip: ZipFile,
  entry: Parameters<ZipFile['openReadStreamPromise']>[0],
  path: string,
): Promise<{ bytes: number; sha256: string }> {
  mkdirSync(dirname(path), { recursive: true });
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  let bytes = 0;
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      const part = chunk as Buffer;
      hash.update(part);
      bytes += part.length;
      await file.appendFile(part);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

/**
 * Unpacks the named members of a zip file below a folder, and returns their sizes and digests.
 * Names are compared whole, so no member can leave the folder. Throws when a member is missing.
 */
export async function unpackWheel(
  wheel: string,
  members: readonly string[],
  folder: string,
): Promise<LibraryRecord['files']> {
  const wanted = new Set(members);
  const files: LibraryRecord['files'] = {};
  const zip = await openPromise(wheel);
  try {
    for await (const entry of zip.eachEntry()) {
      if (!wanted.delete(entry.fileName)) continue;
      files[entry.fileName] = await unpackMember(zip, entry, join(folder, entry.fileName));
    }
  } finally {
    zip.close();
  }
  if (wanted.size > 0) throw new Error(`${wheel}: no member ${[...wanted].join(', ')}.`);
  return files;
}
