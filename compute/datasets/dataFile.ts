import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { DataError, errorCode, type DataSource } from './dataError.ts';

/** What gzip may add to data that does not compress: headers, and a few bytes a block. */
const GZIP_OVERHEAD = 16_384;

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * Unpacks gzip, or returns plain bytes as they are.
 * No more than `limit` bytes are ever held, whatever the file promises.
 *
 * @throws {DataError} `damaged-gzip`, or `wrong-length` when more than `limit` bytes unpack.
 */
export function unpackBytes(bytes: Uint8Array, limit: number, source: DataSource): Uint8Array {
  if (!isGzip(bytes)) {
    if (bytes.length > limit) throw tooLong(bytes.length, limit, source);
    return bytes;
  }
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    if (errorCode(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLong(undefined, limit, source);
    throw new DataError(
      'damaged-gzip',
      source,
      `the gzip data is damaged or cut off after ${bytes.length} bytes (${errorCode(error)})`,
      error,
    );
  }
}

function tooLong(length: number | undefined, limit: number, source: DataSource): DataError {
  const actual = length === undefined ? 'more' : `${length} bytes`;
  return new DataError('wrong-length', source, `expected at most ${limit} bytes, found ${actual}`);
}

/**
 * Reads a file, plain or gzip, to at most `limit` unpacked bytes.
 *
 * @throws {DataError} `missing`, `unreadable`, `damaged-gzip` or `wrong-length`.
 */
export function readDataFile(limit: number, source: DataSource): Uint8Array {
  return unpackBytes(readBounded(limit, source), limit, source);
}

function readBounded(limit: number, source: DataSource): Uint8Array {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(source.file, 'r');
    const { size } = fstatSync(descriptor);
    if (size > limit + GZIP_OVERHEAD) throw tooLong(size, limit, source);
    return readFileSync(descriptor);
  } catch (error) {
    if (error instanceof DataError) throw error;
    const code = errorCode(error);
    if (code === 'ENOENT') {
      throw new DataError('missing', source, 'the file does not exist', error);
    }
    throw new DataError('unreadable', source, `the file cannot be read (${code})`, error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
