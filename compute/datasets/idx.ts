import { DataError, type DataSource } from './dataError.ts';

// The IDX format: bytes 0–1 zero, byte 2 the element type (0x08: unsigned byte), byte 3 the number
// of dimensions, then each dimension as a big-endian 32-bit integer, then the elements, row-major.
// LeCun, Cortes and Burges, "The MNIST database of handwritten digits", section "File formats".
const IMAGES_MAGIC = 0x00000803;
const LABELS_MAGIC = 0x00000801;

const MEANING = new Map([
  [IMAGES_MAGIC, 'images'],
  [LABELS_MAGIC, 'labels'],
]);

export interface IdxImages {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** Row-major [count × height × width], 0 … 255; a view into the bytes given. */
  readonly pixels: Uint8Array;
}

/**
 * Reads unpacked IDX images.
 *
 * @throws {DataError} `wrong-magic` or `wrong-length`.
 */
export function readIdxImages(bytes: Uint8Array, source: DataSource): IdxImages {
  const [count, height, width] = readHeader(bytes, IMAGES_MAGIC, source);
  return { count: count!, height: height!, width: width!, pixels: bytes.subarray(16) };
}

/**
 * Reads unpacked IDX labels, each in 0 … classes − 1.
 *
 * @returns A view [count] into the bytes given.
 * @throws {DataError} `wrong-magic`, `wrong-length` or `wrong-label`.
 */
export function readIdxLabels(bytes: Uint8Array, classes: number, source: DataSource): Uint8Array {
  readHeader(bytes, LABELS_MAGIC, source);
  const labels = bytes.subarray(8);
  const bad = labels.findIndex((label) => label >= classes);
  if (bad >= 0) {
    throw new DataError(
      'wrong-label',
      source,
      `label ${labels[bad]!} of image ${bad} (offset ${8 + bad}) is outside 0 … ${classes - 1}`,
    );
  }
  return labels;
}

/** Checks the header against the bytes that are really there; allocates nothing by its promise. */
function readHeader(bytes: Uint8Array, expected: number, source: DataSource): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rank = expected & 0xff;
  if (bytes.length < 4) throw tooShort(bytes, 4, source);
  const magic = view.getUint32(0);
  if (magic !== expected) {
    const meaning = MEANING.get(magic);
    const swapped = meaning === undefined ? '' : `: these are ${meaning}; are two files swapped?`;
    throw new DataError(
      'wrong-magic',
      source,
      `the magic number (offset 0) is ${magic}, expected ${expected} for ` +
        `${MEANING.get(expected)!}${swapped}`,
    );
  }
  const header = 4 + 4 * rank;
  if (bytes.length < header) throw tooShort(bytes, header, source);
  const dimensions = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const promised = dimensions.reduce((product, size) => product * size, 1);
  if (bytes.length - header !== promised) {
    throw new DataError(
      'wrong-length',
      source,
      `the dimensions ${dimensions.join(' × ')} (offset 4) promise ${promised} bytes after the ` +
        `header, found ${bytes.length - header}`,
    );
  }
  return dimensions;
}

function tooShort(bytes: Uint8Array, header: number, source: DataSource): DataError {
  return new DataError(
    'wrong-length',
    source,
    `the header is cut off: ${bytes.length} of ${header} bytes`,
  );
}
