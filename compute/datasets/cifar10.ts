import { DataError, type DataSource } from './dataError.ts';

const CLASSES = 10;
const PLANE = 32 * 32;
const CHANNELS = 3;
/** One label byte, then the red, green and blue planes, each row-major. */
const RECORD = 1 + CHANNELS * PLANE;

export interface Cifar10Batch {
  readonly count: number;
  /** Row-major [count × 32 × 32 × 3], 0 … 255. */
  readonly pixels: Uint8Array;
  /** [count], 0 … 9. */
  readonly labels: Uint8Array;
}

/**
 * Reads an unpacked batch of the binary version of CIFAR-10 (Krizhevsky 2009) and interleaves its
 * colour planes. The number of images follows from the length alone.
 *
 * @throws {DataError} `wrong-length` or `wrong-label`.
 */
export function readCifar10Batch(bytes: Uint8Array, source: DataSource): Cifar10Batch {
  const count = Math.floor(bytes.length / RECORD);
  if (bytes.length === 0 || bytes.length % RECORD !== 0) {
    throw new DataError(
      'wrong-length',
      source,
      `${bytes.length} bytes are not a whole number of images of ${RECORD} bytes; ` +
        `the last whole image ends at offset ${count * RECORD}`,
    );
  }
  const labels = new Uint8Array(count);
  const pixels = new Uint8Array(count * CHANNELS * PLANE);
  for (let image = 0; image < count; image++) {
    const start = image * RECORD;
    const label = bytes[start]!;
    if (label >= CLASSES) {
      throw new DataError(
        'wrong-label',
        source,
        `label ${label} of image ${image} (offset ${start}) is outside 0 … ${CLASSES - 1}`,
      );
    }
    labels[image] = label;
    const red = start + 1;
    let target = image * CHANNELS * PLANE;
    for (let pixel = red; pixel < red + PLANE; pixel++) {
      pixels[target++] = bytes[pixel]!;
      pixels[target++] = bytes[pixel + PLANE]!;
      pixels[target++] = bytes[pixel + 2 * PLANE]!;
    }
  }
  return { count, pixels, labels };
}
