import fc from 'fast-check';
import { expect } from 'vitest';
import { inFull } from '../thoroughness.ts';
import { casesOf, type Reader } from './cases.ts';
import { startWatchdog } from './watchdog.ts';

/** Processor time that no case needs, however slow the machine. */
const HANGING_MICROSECONDS = 10e6;

/** Bytes that a reader may hold beyond a multiple of what it was given: in buffers, and as objects. */
const FREE_BYTES = 1e6;
const FREE_HEAP = 128e6;

interface Fuzzed<Input> {
  readonly reader: Reader;
  readonly input: fc.Arbitrary<Input>;
  /** Reads the input and checks what comes out. */
  readonly read: (input: Input) => unknown;
  /** Whether an error is one that the reader promises: typed, and naming file, offset or field. */
  readonly isClear: (error: unknown) => boolean;
}

/**
 * Gives a reader many inputs: each must be read right or refused with a clear error, at once and in
 * little memory. Both must occur. A reader that never comes back is ended with the process.
 */
export async function fuzz<Input>({ reader, input, read, isClear }: Fuzzed<Input>): Promise<void> {
  const runs = casesOf(reader);
  const name = expect.getState().currentTestName ?? reader;
  const watchdog = startWatchdog(name);
  const outcomes = { read: 0, refused: 0 };
  const property = fc.asyncProperty(input, async (given) => {
    watchdog.beat();
    const held = process.memoryUsage();
    const began = process.cpuUsage();
    try {
      await read(given);
      outcomes.read++;
    } catch (error) {
      if (!isClear(error)) throw error;
      outcomes.refused++;
    }
    expect(process.cpuUsage(began).user).toBeLessThan(HANGING_MICROSECONDS);
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    expect(arrayBuffers - held.arrayBuffers).toBeLessThan(FREE_BYTES + 20 * sizeOf(given));
    expect(heapUsed - held.heapUsed).toBeLessThan(FREE_HEAP + 200 * sizeOf(given));
  });
  try {
    await fc.assert(property, { numRuns: runs, seed: 11, endOnFailure: true });
  } finally {
    await watchdog.stop();
  }
  expect(outcomes.read + outcomes.refused).toBe(runs);
  expect(outcomes.read).toBeGreaterThan(0);
  expect(outcomes.refused).toBeGreaterThan(0.1 * runs);
  if (!inFull) return;
  process.stdout.write(
    `fuzzed ${runs} cases: ${name} (${outcomes.read} read, ${outcomes.refused} refused)\n`,
  );
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
