import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { abandonedPaths, cacheFolder, partialPath } from './cacheFolder.ts';
import { adoptWheel, downloadWheel } from './downloadWheel.ts';
import { asDiskFull, InstallError } from './installError.ts';
import type { InstallSetting } from './installSetting.ts';
import { readLibraryRecord, RECORD_NAME, type LibraryRecord } from './libraryRecord.ts';
import type { LibraryWheel } from './libraryWheel.ts';
import { LIBTENSORFLOW_VERSION } from '../packageVersions.ts';
import { unpackWheel } from './unpackWheel.ts';

/** Room for the wheel, the unpacked libraries and the compiler's temporary files, in bytes. */
const NEEDED_BYTES = 1.2e9;

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

async function checkSpace(setting: InstallSetting, folder: string): Promise<void> {
  const free = await setting.effects.freeBytes(folder);
  if (free >= NEEDED_BYTES) return;
  throw new InstallError(
    `${folder} has ${gigabytes(free)} of free space and ${gigabytes(NEEDED_BYTES)} are needed`,
    'free some space, or set IIC_CACHE to a folder on another disk',
  );
}

async function unpack(
  setting: InstallSetting,
  wheel: LibraryWheel,
  target: string,
): Promise<LibraryRecord> {
  const left = abandonedPaths(dirname(target));
  const work = partialPath(target);
  const download = join(work, 'wheel');
  const unpacked = join(work, 'unpacked');
  mkdirSync(download, { recursive: true });
  const path =
    (await adoptWheel(wheel, left, download)) ?? (await downloadWheel(setting, wheel, download));
  for (const folder of left) rmSync(folder, { recursive: true, force: true });

  setting.output(`Unpacking the TensorFlow library into ${target} …`);
  const files = await unpackWheel(path, wheel.members, unpacked).catch((error: unknown) => {
    // Gives the room back; the wheel stays for the next try.
    rmSync(unpacked, { recursive: true, force: true });
    throw error;
  });
  const record = { wheel: wheel.sha256, files };
  writeFileSync(join(unpacked, RECORD_NAME), `${JSON.stringify(record, null, 2)}\n`, {
    flush: true,
  });
  rmSync(target, { recursive: true, force: true });
  renameSync(unpacked, target);
  rmSync(work, { recursive: true, force: true });
  return record;
}

/** An unpacked TensorFlow library in the user's cache. */
export interface InstalledLibrary {
  readonly folder: string;
  readonly record: LibraryRecord;
}

/**
 * The unpacked library, from the cache where it is complete, else downloaded. Everything is written
 * under temporary names and renamed last, so a killed install leaves nothing that looks complete;
 * a wheel it had fetched is used again.
 */
export async function installLibrary(
  setting: InstallSetting,
  wheel: LibraryWheel,
): Promise<InstalledLibrary> {
  const folder = join(
    cacheFolder(setting.environment),
    `libtensorflow-${LIBTENSORFLOW_VERSION}`,
    setting.host,
  );
  const record = readLibraryRecord(folder);
  if (record?.wheel === wheel.sha256) return { folder, record };
  const parent = dirname(folder);
  try {
    mkdirSync(parent, { recursive: true });
    await checkSpace(setting, parent);
    return { folder, record: await unpack(setting, wheel, folder) };
  } catch (error) {
    throw asDiskFull(error, parent);
  }
}
