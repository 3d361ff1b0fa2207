import { createHash } from 'node:crypto';
import { readCifar10Batch } from './cifar10.ts';
import { contentDigest } from './contentDigest.ts';
import { DataError, type DataSource } from './dataError.ts';
import { readDataFile } from './dataFile.ts';
import { readIdxImages, readIdxLabels } from './idx.ts';
import type { ImageSet } from './imageSet.ts';
import { defaultLocations, locate, type DataLocations } from './locations.ts';
import { plantedSet } from './planted/plantedSets.ts';
import { DATASET_NAMES, DATASETS, type Dataset, type Edition } from './registry.ts';

/**
 * Whether a data set can be loaded here, as far as can be told without reading it; if not, why, in
 * one sentence with the remedy.
 */
export type Availability =
  { readonly available: true } | { readonly available: false; readonly reason: string };

/** @throws {DataError} `unknown-dataset`. */
export function findDataset(name: string): Dataset {
  const dataset = (DATASETS as Readonly<Record<string, Dataset>>)[name];
  if (dataset !== undefined && Object.hasOwn(DATASETS, name)) return dataset;
  throw new DataError(
    'unknown-dataset',
    { file: name, remedy: `Known are ${DATASET_NAMES.join(', ')}` },
    'no data set has this name',
  );
}

/** Whether all files of a data set are there. @throws {DataError} `unknown-dataset`. */
export function datasetAvailable(
  name: string,
  locations: DataLocations = defaultLocations(),
): Availability {
  const dataset = findDataset(name);
  const found = locate(dataset, locations);
  if ('paths' in found) return { available: true };
  return { available: false, reason: missingFile(dataset, found).message };
}

/**
 * Loads a data set and verifies every file's length, header, labels and SHA-256, and the content
 * digest of the whole.
 *
 * @throws {DataError} Of every problem with a file; one error, naming it.
 */
export async function loadDataset(
  name: string,
  locations: DataLocations = defaultLocations(),
): Promise<ImageSet> {
  return Promise.resolve().then(() => readDataset(name, locations));
}

/** As {@link loadDataset}, synchronously. */
export function readDataset(name: string, locations: DataLocations): ImageSet {
  const dataset = findDataset(name);
  const found = locate(dataset, locations);
  if (!('paths' in found)) throw missingFile(dataset, found);
  const sources = found.paths.map((file) => ({ file, remedy: dataset.remedy }));
  const { pixels, labels, edition } = readContent(name, dataset, sources);
  const digest = contentDigest(pixels, labels);
  if (edition.digest !== undefined && digest !== edition.digest) {
    throw new DataError(
      'wrong-checksum',
      { file: name, remedy: dataset.remedy },
      `the content digest is ${digest}, expected ${edition.digest}`,
    );
  }
  const { shape, classNames, count } = dataset;
  return { name, shape, classNames, count, pixels, labels, digest };
}

interface Content {
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
  readonly edition: Edition;
}

function readContent(name: string, dataset: Dataset, sources: readonly DataSource[]): Content {
  switch (dataset.format) {
    case 'idx':
      return readIdxPair(dataset, sources);
    case 'cifar-10':
      return readBatches(dataset, sources);
    case 'planted':
      return { ...plantedSet(name), edition: dataset.editions[0] };
  }
}

function readIdxPair(dataset: Dataset, sources: readonly DataSource[]): Content {
  const [height, width] = dataset.shape;
  const [imageSource, labelSource] = [sources[0]!, sources[1]!];
  const imageBytes = readDataFile(16 + dataset.count * height * width, imageSource);
  const images = readIdxImages(imageBytes, imageSource);
  if (images.count !== dataset.count || images.height !== height || images.width !== width) {
    throw new DataError(
      'wrong-dimensions',
      imageSource,
      `the header (offset 4) says ${images.count} × ${images.height} × ${images.width}, expected ` +
        `${dataset.count} × ${height} × ${width}; are training and test files swapped?`,
    );
  }
  const labelBytes = readDataFile(8 + dataset.count, labelSource);
  const labels = readIdxLabels(labelBytes, dataset.classNames.length, labelSource);
  if (labels.length !== dataset.count) {
    throw new DataError(
      'wrong-dimensions',
      labelSource,
      `the header (offset 4) says ${labels.length} labels, expected ${dataset.count}; ` +
        'are training and test files swapped?',
    );
  }
  const edition = verifyFiles(dataset, sources, [imageBytes, labelBytes].map(fileDigest));
  return { pixels: images.pixels, labels, edition };
}

function readBatches(dataset: Dataset, sources: readonly DataSource[]): Content {
  const [height, width, channels] = dataset.shape;
  const size = height * width * channels;
  const perBatch = dataset.count / sources.length;
  const pixels = new Uint8Array(dataset.count * size);
  const labels = new Uint8Array(dataset.count);
  const digests = sources.map((source, position) => {
    const expected = perBatch * (1 + size);
    const bytes = readDataFile(expected, source);
    const batch = readCifar10Batch(bytes, source);
    if (batch.count !== perBatch) {
      throw new DataError(
        'wrong-length',
        source,
        `expected ${expected} bytes (${perBatch} images), found ${bytes.length}`,
      );
    }
    pixels.set(batch.pixels, position * perBatch * size);
    labels.set(batch.labels, position * perBatch);
    return fileDigest(bytes);
  });
  return { pixels, labels, edition: verifyFiles(dataset, sources, digests) };
}

const fileDigest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The edition all files belong to; the first file that spoils it is the one blamed. */
function verifyFiles(
  dataset: Dataset,
  sources: readonly DataSource[],
  digests: readonly string[],
): Edition {
  const agreement = dataset.editions.map((edition) => {
    const first = digests.findIndex((digest, position) => digest !== edition.sha256[position]);
    return { edition, first: first < 0 ? digests.length : first };
  });
  const best = agreement.reduce((one, other) => (other.first > one.first ? other : one));
  if (best.first === digests.length) return best.edition;
  const digest = digests[best.first]!;
  const actually = nameOfContent(digest);
  throw new DataError(
    'wrong-checksum',
    sources[best.first]!,
    `SHA-256 of the unpacked file is ${digest}, expected ${best.edition.sha256[best.first]!}` +
      (actually === undefined ? '' : `: this is the content of ${actually} under another name`),
  );
}

function nameOfContent(digest: string): string | undefined {
  for (const dataset of Object.values<Dataset>(DATASETS)) {
    for (const edition of dataset.editions) {
      const position = edition.sha256.indexOf(digest);
      if (position >= 0) return `${dataset.files[position]!} (${edition.title})`;
    }
  }
  return undefined;
}

function missingFile(
  dataset: Dataset,
  found: { readonly missing: string; readonly searched: readonly string[] },
): DataError {
  const where = found.searched.length === 0 ? 'its package' : found.searched.join(', ');
  return new DataError(
    'missing',
    { file: found.missing, remedy: dataset.remedy },
    `the file is missing (looked in ${where})`,
  );
}
