import { expect } from 'vitest';
import { DataError } from '../../compute/datasets/dataError.ts';

/** The DataError that an operation throws; fails when it throws none. */
export async function dataErrorOf(operation: () => unknown): Promise<DataError> {
  let thrown: unknown;
  try {
    await operation();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(DataError);
  return thrown as DataError;
}
