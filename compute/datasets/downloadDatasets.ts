import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CIFAR10_BATCH_BYTES, CIFAR10_FILES, OFFICIAL_CIFAR10_SHA256 } from './cifar10Editions.ts';
import { download, type DownloadOptions, type RemoteFile } from './download.ts';
import { DOWNLOAD_FOLDER } from './locations.ts';
import { unpackArchive, type WantedFile } from './unpackArchive.ts';

/** An archive to fetch, and what is wanted from it. */
export interface RemoteArchive extends RemoteFile {
  readonly title: string;
  /** Directory inside the archive, and the folder the files are unpacked to. */
  readonly directory: string;
  readonly files: readonly WantedFile[];
}

/** The binary version of CIFAR-10; its MD5 is given on the authors' page. */
export const CIFAR10_ARCHIVE: RemoteArchive = {
  title: 'CIFAR-10, binary version',
  address: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
  bytes: 170_052_171,
  checksums: {
    md5: 'c32a1d4ab5d03f1284b67883e8d87530',
    sha256: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
  },
  directory: 'cifar-10-batches-bin',
  files: [...CIFAR10_FILES.train, ...CIFAR10_FILES.test].map((name, position) => ({
    name,
    bytes: CIFAR10_BATCH_BYTES,
    sha256: OFFICIAL_CIFAR10_SHA256[position]!,
  })),
};

export interface DownloadDatasetsOptions extends Partial<DownloadOptions> {
  readonly folder?: string;
  readonly archive?: RemoteArchive;
  /** Receives lines for people. */
  readonly output: (line: string) => void;
}

/**
 * Fetches, verifies and unpacks the data sets that no npm package holds; does nothing for what is
 * already there and right. Can be stopped at any moment and run again.
 *
 * @throws {DataError} `download`, `wrong-checksum`, `missing`, `unreadable` or `disk`.
 */
export async function downloadDatasets(options: DownloadDatasetsOptions): Promise<void> {
  const { folder = DOWNLOAD_FOLDER, archive = CIFAR10_ARCHIVE, output } = options;
  const target = join(folder, archive.directory);
  if (await allPresent(archive.files, target)) {
    output(`${archive.title} is already in ${target}, and its checksums are right.`);
    return;
  }
  const file = join(folder, archive.address.slice(archive.address.lastIndexOf('/') + 1));
  output(`Fetching ${archive.title} from ${archive.address}`);
  await download(archive, file, {
    progress: options.progress ?? (() => undefined),
    retries: options.retries ?? 5,
    retryDelay: options.retryDelay ?? 3000,
    stallTimeout: options.stallTimeout ?? 60_000,
  });
  output('Checksums are right; unpacking.');
  await unpackArchive(file, archive.directory, archive.files, target);
  await rm(file);
  output(`${archive.title} is in ${target}.`);
}

async function allPresent(files: readonly WantedFile[], folder: string): Promise<boolean> {
  for (const { name, bytes, sha256 } of files) {
    const path = join(folder, name);
    const size = await stat(path).then(
      (found) => found.size,
      () => undefined,
    );
    if (size !== bytes) return false;
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    if (hash.digest('hex') !== sha256) return false;
  }
  return true;
}
