import fc from 'fast-check';
import { expect } from 'vitest';

/** Processor time that no case needs, however slow the machine. */
const HANGING_MICROSECONDS = 10e6;

/** Bytes that a reader may hold beyond a multiple of what it was given. */
const FREE_BYTES = 1e6;

interface Fuzzed<Input> {
  readonly input: fc.Arbitrary<Input>;
  readonly runs: number;
  /** Reads the input and checks what comes out. */
  readonly read: (input: Input) => unknown;
  /** Whether an error is one that the reader promises: typed, and naming file, offset or field. */
  readonly isClear: (error: unknown) => boolean;
}

/**
 * Gives a reader many inputs: each must be read right or refused with a clear error, at once and in
 * little memory. Both must occur.
 */
export async function fuzz<Input>({ input, runs, read, isClear }: Fuzzed<Input>): Promise<void> {
  const outcomes = { read: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(input, async (given) => {
      const held = process.memoryUsage().arrayBuffers;
      const began = process.cpuUsage();
      try {
        await read(given);
        outcomes.read++;
      } catch (error) {
        if (!isClear(error)) throw error;
        outcomes.refused++;
      }
      expect(process.cpuUsage(began).user).toBeLessThan(HANGING_MICROSECONDS);
      const bound = FREE_BYTES + 20 * sizeOf(given);
      expect(process.memoryUsage().arrayBuffers - held).toBeLessThan(bound);
    }),
    { numRuns: runs, seed: 11, endOnFailure: true },
  );
  expect(outcomes.read).toBeGreaterThan(0);
  expect(outcomes.refused).toBeGreaterThan(0.1 * runs);
}

function sizeOf(given: unknown): number {
  if (given instanceof Uint8Array) return given.length;
  if (typeof given === 'string') return given.length;
  return Array.isArray(given) ? given.reduce<number>((sum, item) => sum + sizeOf(item), 0) : 0;
}

/** Whether a plain error of ours begins with the name of the file: no TypeError, no RangeError. */
export const namesFile =
  (file: string) =>
  (error: unknown): boolean =>
    error instanceof Error && error.name === 'Error' && error.message.startsWith(`${file}: `);
