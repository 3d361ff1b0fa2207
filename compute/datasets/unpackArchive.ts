import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Extract } from 'tar-stream';
import { DataError, errorCode, type DataSource } from './dataError.ts';
import { onDisk } from './onDisk.ts';

type Entry = Extract extends AsyncIterable<infer Element> ? Element : never;

/** A file wanted from an archive. */
export interface WantedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Unpacks the wanted files of a `.tar.gz` into `folder`, from its directory `directory`. Names are
 * never taken from the archive: an entry is unpacked when it is a plain file, bears a wanted name
 * and has the length expected; everything else is passed over. A file appears under its name only
 * when its SHA-256 is right.
 *
 * @throws {DataError} `unreadable` (damaged archive), `missing`, `wrong-length`, `wrong-checksum`
 *   or `disk`.
 */
export async function unpackArchive(
  archive: string,
  directory: string,
  wanted: readonly WantedFile[],
  folder: string,
): Promise<void> {
  const source: DataSource = { file: archive, remedy: 'Delete it and run `npm run data` again' };
  await onDisk(folder, () => mkdir(folder, { recursive: true }));
  const awaited = new Map(wanted.map((file) => [`${directory}/${file.name}`, file]));
  const entries = extract();
  const reading = pipeline(createReadStream(archive), createGunzip(), entries);
  try {
    for await (const entry of entries) {
      const file = entry.header.type === 'file' ? awaited.get(entry.header.name) : undefined;
      if (file === undefined) {
        entry.resume();
        continue;
      }
      await unpackEntry(entry, file, folder, source);
      awaited.delete(entry.header.name);
    }
    await reading;
  } catch (error) {
    entries.destroy();
    await reading.catch(() => undefined);
    if (error instanceof DataError) throw error;
    throw new DataError(
      'unreadable',
      source,
      `the archive is damaged or cut off (${errorCode(error)})`,
      error,
    );
  }
  const [absent] = awaited.keys();
  if (absent !== undefined) {
    throw new DataError('missing', source, `the archive has no file ${absent}`);
  }
}

async function unpackEntry(
  entry: Entry,
  wanted: WantedFile,
  folder: string,
  source: DataSource,
): Promise<void> {
  if (entry.header.size !== wanted.bytes) {
    throw new DataError(
      'wrong-length',
      source,
      `${wanted.name} has ${entry.header.size} bytes, expected ${wanted.bytes}`,
    );
  }
  const target = join(folder, wanted.name);
  const temporary = `${target}.part`;
  const hash = createHash('sha256');
  const file = await onDisk(temporary, () => open(temporary, 'w'));
  try {
    for await (const part of entry as AsyncIterable<Uint8Array>) {
      hash.update(part);
      await onDisk(temporary, () => file.appendFile(part));
    }
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  const digest = hash.digest('hex');
  if (digest !== wanted.sha256) {
    await rm(temporary, { force: true });
    throw new DataError(
      'wrong-checksum',
      source,
      `SHA-256 of ${wanted.name} is ${digest}, expected ${wanted.sha256}`,
    );
  }
  await onDisk(target, () => rename(temporary, target));
}
