import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCifar10Batch } from '../../../compute/datasets/cifar10.ts';
import { DataError } from '../../../compute/datasets/dataError.ts';
import { unpackBytes } from '../../../compute/datasets/dataFile.ts';
import { readIdxImages, readIdxLabels } from '../../../compute/datasets/idx.ts';
import { idxBytes } from '../../datasets/idxBytes.ts';
import { damagedBytes } from './damage.ts';
import { fuzz } from './fuzz.ts';

const source = { file: 'some-file', remedy: 'Do this' };
const isClear = (error: unknown): boolean =>
  error instanceof DataError && error.message.startsWith('some-file: ');

const images = idxBytes(
  [3, 4, 5],
  Uint8Array.from({ length: 60 }, (_, index) => index),
);
const labels = idxBytes(
  [12],
  Uint8Array.from({ length: 12 }, (_, index) => index % 10),
);
const batch = new Uint8Array(2 * 3073);
batch[3073] = 9;

describe('fuzzed data files', () => {
  it('IDX images', async () => {
    await fuzz({
      reader: 'IDX images',
      input: damagedBytes(images),
      isClear,
      read: (bytes) => {
        const { count, height, width, pixels } = readIdxImages(bytes, source);
        expect(pixels.length).toBe(count * height * width);
      },
    });
  });

  it('IDX labels', async () => {
    await fuzz({
      reader: 'IDX labels',
      input: damagedBytes(labels),
      isClear,
      read: (bytes) => {
        expect(readIdxLabels(bytes, 10, source).every((label) => label < 10)).toBe(true);
      },
    });
  });

  it('CIFAR-10 batches', async () => {
    await fuzz({
      reader: 'CIFAR-10 batches',
      input: damagedBytes(batch),
      isClear,
      read: (bytes) => {
        const { count, pixels, labels: read } = readCifar10Batch(bytes, source);
        expect([pixels.length, read.length]).toEqual([count * 3072, count]);
        expect(read.every((label) => label < 10)).toBe(true);
      },
    });
  });

  it('gzip of any length within a limit', async () => {
    await fuzz({
      input: fc.oneof(
        damagedBytes(gzipSync(images)),
        fc.nat(3000).map((length) => new Uint8Array(gzipSync(new Uint8Array(length)))),
      ),
      reader: 'gzip',
      isClear,
      read: (bytes) => {
        expect(unpackBytes(bytes, 1000, source).length).toBeLessThanOrEqual(1000);
      },
    });
  });
});
