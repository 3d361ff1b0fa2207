import { DataError, errorCode } from './dataError.ts';

/**
 * Runs a disk operation; its failure becomes a `disk` error that names the file.
 *
 * @throws {DataError} `disk`.
 */
export async function onDisk<Result>(
  file: string,
  operation: () => Promise<Result>,
): Promise<Result> {
  try {
    return await operation();
  } catch (error) {
    const code = errorCode(error);
    const remedy =
      code === 'ENOSPC'
        ? 'Free disk space and run the command again: it continues where it stopped'
        : 'Make the folder writable and run the command again';
    throw new DataError('disk', { file, remedy }, `writing failed (${code})`, error);
  }
}
