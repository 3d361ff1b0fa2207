import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import type { DownloadProgress } from '../../compute/datasets/download.ts';
import {
  CIFAR10_ARCHIVE,
  downloadDatasets,
  type RemoteArchive,
} from '../../compute/datasets/downloadDatasets.ts';
import { dataErrorOf } from './dataErrorOf.ts';
import { temporaryFolder } from './dataFolder.ts';
import { serveFile, type Behaviour } from './fileServer.ts';

const root = temporaryFolder();
const hash = (algorithm: string, bytes: Uint8Array): string =>
  createHash(algorithm).update(bytes).digest('hex');

interface TarEntry {
  readonly name: string;
  readonly content?: Uint8Array;
  readonly linkname?: string;
}

async function tarGz(entries: readonly TarEntry[]): Promise<Uint8Array> {
  const archive = pack();
  for (const { name, content, linkname } of entries) {
    if (linkname === undefined) archive.entry({ name }, Buffer.from(content!));
    else archive.entry({ name, type: 'symlink', linkname });
  }
  archive.finalize();
  return gzipSync(await buffer(archive as unknown as AsyncIterable<Uint8Array>));
}

// Random bytes do not compress, so that the archive spans many chunks.
const contents = { 'a.bin': randomBytes(400_000), 'b.bin': randomBytes(70_000) };
const entries: readonly TarEntry[] = [
  { name: 'set/readme.html', content: Buffer.from('read me') },
  { name: 'set/a.bin', content: contents['a.bin'] },
  { name: 'set/b.bin', content: contents['b.bin'] },
];

let folders = 0;

/** Serves an archive, wants a.bin and b.bin from it, and downloads to a new folder. */
async function setUp(served: readonly TarEntry[], behaviour: Behaviour = {}) {
  const bytes = await tarGz(served);
  const server = await serveFile(bytes, behaviour);
  const archive: RemoteArchive = {
    title: 'Toy',
    address: server.address,
    bytes: bytes.length,
    checksums: { md5: hash('md5', bytes), sha256: hash('sha256', bytes) },
    directory: 'set',
    files: Object.entries(contents).map(([name, content]) => ({
      name,
      bytes: content.length,
      sha256: hash('sha256', content),
    })),
  };
  const folder = join(root, `download-${folders++}`);
  const lines: string[] = [];
  const reports: DownloadProgress[] = [];
  const options = {
    folder,
    archive,
    output: (line: string) => lines.push(line),
    progress: (report: DownloadProgress) => {
      reports.push(report);
      server.received(report.bytes);
    },
    retries: 2,
    retryDelay: 1,
  };
  return { bytes, server, archive, folder, lines, reports, options };
}

function expectUnpacked(folder: string): void {
  expect(readdirSync(folder)).toEqual(['set']);
  expect(readdirSync(join(folder, 'set'))).toEqual(['a.bin', 'b.bin']);
  for (const [name, content] of Object.entries(contents)) {
    expect(readFileSync(join(folder, 'set', name)).equals(content)).toBe(true);
  }
}

describe('downloadDatasets', () => {
  it('fetches, verifies, unpacks, and leaves nothing else behind', async () => {
    const { folder, options, reports, bytes, lines, server } = await setUp(entries);
    await downloadDatasets(options);
    expectUnpacked(folder);
    expect(server.ranges).toEqual([undefined]);
    expect(reports.at(-1)).toMatchObject({ bytes: bytes.length, totalBytes: bytes.length });
    expect(reports.at(-1)!.secondsLeft).toBe(0);
    expect(lines.at(-1)).toContain(join(folder, 'set'));
  });

  it('asks for nothing when the files are there, and again when one is damaged', async () => {
    const { folder, options, server, lines } = await setUp(entries);
    await downloadDatasets(options);
    await downloadDatasets(options);
    expect(server.ranges).toHaveLength(1);
    expect(lines.at(-1)).toContain('already');
    writeFileSync(join(folder, 'set', 'a.bin'), Buffer.alloc(400_000));
    await downloadDatasets(options);
    expect(server.ranges).toHaveLength(2);
    expectUnpacked(folder);
  });

  it('continues after cuts with a range request', async () => {
    const { folder, options, server } = await setUp(entries, { cuts: [100_000, 50_000] });
    await downloadDatasets(options);
    expectUnpacked(folder);
    expect(server.ranges).toEqual([undefined, 'bytes=100000-', 'bytes=150000-']);
  });

  it('continues in a later run after giving up', async () => {
    const cuts = [100_000, 50_000, 0];
    const { folder, options, server } = await setUp(entries, { cuts });
    const error = await dataErrorOf(() => downloadDatasets(options));
    expect(error.problem).toBe('download');
    expect(error.message).toContain('broke off 3 times');
    expect(error.remedy).toContain(join(folder, 'archive.tar.gz.part'));
    await downloadDatasets(options);
    expect(server.ranges.at(-1)).toBe('bytes=150000-');
    expectUnpacked(folder);
  });

  it('starts over when the server ignores the range', async () => {
    const { folder, options } = await setUp(entries, { cuts: [100_000], ignoreRange: true });
    await downloadDatasets(options);
    expectUnpacked(folder);
  });

  it('takes up a connection on which nothing arrives any more', async () => {
    const { folder, options, server } = await setUp(entries, { stall: 60_000 });
    await downloadDatasets({ ...options, stallTimeout: 500 });
    expectUnpacked(folder);
    expect(server.ranges.length).toBeGreaterThan(1);
  });

  it('starts over from a partial file that is too long', async () => {
    const { folder, options, server, bytes } = await setUp(entries);
    mkdirSync(folder);
    writeFileSync(join(folder, 'archive.tar.gz.part'), Buffer.alloc(bytes.length + 1));
    await downloadDatasets(options);
    expect(server.ranges).toEqual([undefined]);
    expectUnpacked(folder);
  });

  it('deletes a file with a wrong checksum and says so', async () => {
    const { folder, options, archive } = await setUp(entries);
    const wrong = { ...archive, checksums: { ...archive.checksums, md5: '0'.repeat(32) } };
    const error = await dataErrorOf(() => downloadDatasets({ ...options, archive: wrong }));
    expect(error.problem).toBe('wrong-checksum');
    expect(error.file).toBe(archive.address);
    expect(error.message).toContain(`expected ${'0'.repeat(32)}; it was deleted`);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('recovers in the next run from a partial file of something else', async () => {
    const { folder, options } = await setUp(entries);
    mkdirSync(folder);
    writeFileSync(join(folder, 'archive.tar.gz.part'), Buffer.alloc(1000));
    expect((await dataErrorOf(() => downloadDatasets(options))).problem).toBe('wrong-checksum');
    await downloadDatasets(options);
    expectUnpacked(folder);
  });

  it('does not retry a file that is not there', async () => {
    const { options, server, archive } = await setUp(entries, { status: 404 });
    const error = await dataErrorOf(() => downloadDatasets(options));
    expect(error.message).toContain(`${archive.address}: the server answered with HTTP status 404`);
    expect(server.ranges).toHaveLength(1);
  });

  it('retries a server that is busy', async () => {
    const { options, server } = await setUp(entries, { status: 503 });
    const error = await dataErrorOf(() => downloadDatasets(options));
    expect(error.message).toContain('broke off 3 times, last with: HTTP status 503');
    expect(server.ranges).toHaveLength(3);
  });

  it('names the reason when no server answers', async () => {
    const { options, archive } = await setUp(entries);
    const closed = { ...archive, address: 'http://127.0.0.1:9/archive.tar.gz' };
    const error = await dataErrorOf(() => downloadDatasets({ ...options, archive: closed }));
    expect(error.problem).toBe('download');
  });

  it('stops at more bytes than expected', async () => {
    const { options, archive } = await setUp(entries);
    const shorter = { ...archive, bytes: 1000 };
    const error = await dataErrorOf(() => downloadDatasets({ ...options, archive: shorter }));
    expect(error.message).toContain('more than the expected 1000 bytes');
  });

  it.skipIf(!existsSync('/dev/full'))('reports a full disk', async () => {
    const { folder, options } = await setUp(entries);
    mkdirSync(folder);
    symlinkSync('/dev/full', join(folder, 'archive.tar.gz.part'));
    const error = await dataErrorOf(() => downloadDatasets(options));
    expect(error.problem).toBe('disk');
    expect(error.message).toContain('ENOSPC');
    expect(error.remedy).toContain('Free disk space');
  });

  it('reports a folder that cannot be made', async () => {
    const { folder, options } = await setUp(entries);
    writeFileSync(folder, 'a file in its place');
    expect((await dataErrorOf(() => downloadDatasets(options))).problem).toBe('disk');
  });
});

describe('unpacking', () => {
  it('passes over paths that leave the folder, links and absolute names', async () => {
    const evil = Buffer.from('evil');
    const { folder, options } = await setUp([
      { name: '../escaped.bin', content: evil },
      { name: 'set/../../escaped.bin', content: evil },
      { name: join(root, 'escaped.bin'), content: evil },
      { name: 'set/a.bin', linkname: '/etc/passwd' },
      ...entries,
    ]);
    await downloadDatasets(options);
    expectUnpacked(folder);
    expect(readdirSync(root).filter((name) => name.includes('escaped'))).toEqual([]);
  });

  it.each([
    ['lacks a file', entries.slice(0, 2), 'missing', 'has no file set/b.bin'],
    [
      'has a file of another length',
      [{ name: 'set/a.bin', content: Buffer.from('short') }],
      'wrong-length',
      'a.bin has 5 bytes, expected 400000',
    ],
    [
      'has a file of other content',
      [{ name: 'set/a.bin', content: Buffer.alloc(400_000) }],
      'wrong-checksum',
      'SHA-256 of a.bin',
    ],
  ] as const)('refuses an archive that %s', async (_, served, problem, text) => {
    const { folder, options } = await setUp(served);
    const error = await dataErrorOf(() => downloadDatasets(options));
    expect(error.problem).toBe(problem);
    expect(error.message).toContain(text);
    expect(readdirSync(join(folder, 'set')).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('refuses what is no archive', async () => {
    const { options, archive } = await setUp(entries);
    const noise = gzipSync(randomBytes(5000));
    const { address } = await serveFile(noise, {});
    const wrong: RemoteArchive = {
      ...archive,
      address,
      bytes: noise.length,
      checksums: { md5: hash('md5', noise), sha256: hash('sha256', noise) },
    };
    const error = await dataErrorOf(() => downloadDatasets({ ...options, archive: wrong }));
    expect(error.problem).toBe('unreadable');
    expect(error.remedy).toContain('Delete it');
  });
});

describe('the CIFAR-10 archive', () => {
  it('is asked for from the authors, with their checksum', () => {
    expect(CIFAR10_ARCHIVE.address).toBe('https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz');
    expect(CIFAR10_ARCHIVE.checksums.md5).toBe('c32a1d4ab5d03f1284b67883e8d87530');
    expect(CIFAR10_ARCHIVE.files).toHaveLength(6);
    expect(new Set(CIFAR10_ARCHIVE.files.map(({ sha256 }) => sha256)).size).toBe(6);
  });
});
