import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../compute/datasets/dataError.ts';
import { readDataFile, unpackBytes } from '../../compute/datasets/dataFile.ts';
import { dataErrorOf } from './dataErrorOf.ts';
import { temporaryFolder } from './dataFolder.ts';

const folder = temporaryFolder();
const at = (name: string): { file: string; remedy: string } => ({
  file: join(folder, name),
  remedy: 'Do this',
});

describe('readDataFile', () => {
  it('reads plain and gzip files alike', () => {
    const content = Buffer.from('some content');
    writeFileSync(at('plain').file, content);
    writeFileSync(at('packed').file, gzipSync(content));
    expect(Buffer.from(readDataFile(100, at('plain')))).toEqual(content);
    expect(Buffer.from(readDataFile(100, at('packed')))).toEqual(content);
  });

  it('says that a file is missing', async () => {
    const error = await dataErrorOf(() => readDataFile(10, at('absent')));
    expect(error.problem).toBe('missing');
    expect(error.message).toBe(`${at('absent').file}: the file does not exist. Do this.`);
  });

  it('says that a folder, or a link in a circle, is not a file', async () => {
    mkdirSync(at('folder').file);
    symlinkSync(at('circle').file, at('circle').file);
    expect((await dataErrorOf(() => readDataFile(10, at('folder')))).problem).toBe('unreadable');
    expect((await dataErrorOf(() => readDataFile(10, at('circle')))).message).toContain('ELOOP');
  });

  it('reports gzip data that is cut off, or damaged in one byte', async () => {
    const packed = gzipSync(Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * i) % 251)));
    for (const cut of [3, 12, packed.length >> 1, packed.length - 1]) {
      const error = await dataErrorOf(() => unpackBytes(packed.subarray(0, cut), 5000, at('x')));
      expect(error.problem).toBe('damaged-gzip');
      expect(error.message).toContain(`after ${cut} bytes`);
    }
    // A byte of the checksum of the content.
    packed[packed.length - 6]! ^= 1;
    const error = await dataErrorOf(() => unpackBytes(packed, 5000, at('x')));
    expect(error.problem).toBe('damaged-gzip');
    expect(error.message).toContain('Z_DATA_ERROR');
  });

  it('stops a gzip file that unpacks to more than the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    const before = process.memoryUsage().arrayBuffers;
    const error = await dataErrorOf(() => unpackBytes(bomb, 1000, at('bomb')));
    expect(error.problem).toBe('wrong-length');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10e6);
  });

  it('does not read a file that is longer than the limit', async () => {
    writeFileSync(at('sparse').file, '');
    truncateSync(at('sparse').file, 2 ** 40);
    const error = await dataErrorOf(() => readDataFile(1000, at('sparse')));
    expect(error.problem).toBe('wrong-length');
    expect(error.message).toContain('found 1099511627776 bytes');
  });

  it('unpacks or gives a DataError whatever bytes follow the gzip signature', () => {
    const real = gzipSync(Buffer.from('abcabcabcabc'));
    const damaged = fc
      .tuple(fc.nat(real.length - 1), fc.nat(255))
      .map(([position, value]) => real.with(position, value));
    const arbitrary = fc.uint8Array().map((rest) => Uint8Array.of(0x1f, 0x8b, 8, 0, ...rest));
    fc.assert(
      fc.property(fc.oneof(damaged, arbitrary), (bytes) => {
        try {
          expect(unpackBytes(bytes, 64, at('x')).length).toBeLessThanOrEqual(64);
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
