import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCifar10Batch } from '../../compute/datasets/cifar10.ts';
import { DataError } from '../../compute/datasets/dataError.ts';
import { dataErrorOf } from './dataErrorOf.ts';

const RECORD = 3073;
const source = { file: 'some-batch', remedy: 'Do this' };

describe('CIFAR-10 batches', () => {
  it('interleaves the colour planes', () => {
    const bytes = new Uint8Array(2 * RECORD);
    const second = bytes.subarray(RECORD);
    second[0] = 7;
    // Row 2, column 3, of the red, green and blue plane.
    [0, 1, 2].forEach((channel) => (second[1 + channel * 1024 + 2 * 32 + 3] = 100 + channel));
    const { count, labels, pixels } = readCifar10Batch(bytes, source);
    expect(count).toBe(2);
    expect([...labels]).toEqual([0, 7]);
    const at = 3072 + (2 * 32 + 3) * 3;
    expect([...pixels.subarray(at, at + 3)]).toEqual([100, 101, 102]);
    expect(pixels.reduce((sum, value) => sum + value, 0)).toBe(303);
  });

  it.each([0, 1, RECORD - 1, RECORD + 1])('refuses %i bytes', async (length) => {
    const error = await dataErrorOf(() => readCifar10Batch(new Uint8Array(length), source));
    expect(error.problem).toBe('wrong-length');
    expect(error.message).toMatch(/^some-batch: .* Do this\.$/);
  });

  it('names the label out of range and its offset', async () => {
    const bytes = new Uint8Array(3 * RECORD);
    bytes[2 * RECORD] = 10;
    const error = await dataErrorOf(() => readCifar10Batch(bytes, source));
    expect(error.problem).toBe('wrong-label');
    expect(error.message).toContain('label 10 of image 2 (offset 6146)');
  });

  it('gives a valid result or a DataError for any bytes, with memory bounded by them', () => {
    const record = fc
      .tuple(fc.nat(12), fc.uint8Array({ minLength: 3072, maxLength: 3072 }))
      .map(([label, pixels]) => Uint8Array.of(label, ...pixels));
    const bytes = fc
      .tuple(fc.array(record, { maxLength: 2 }), fc.uint8Array({ maxLength: 2 }))
      .map(([records, rest]) => new Uint8Array(Buffer.concat([...records, rest])));
    const outcomes = { valid: 0, refused: 0 };
    fc.assert(
      fc.property(bytes, (input) => {
        try {
          const batch = readCifar10Batch(input, source);
          expect(batch.pixels.length + batch.labels.length).toBe(input.length);
          expect(batch.labels.every((label) => label < 10)).toBe(true);
          outcomes.valid++;
        } catch (error) {
          if (!(error instanceof DataError)) throw error;
          outcomes.refused++;
        }
      }),
      { numRuns: 200, seed: 1 },
    );
    expect(outcomes.valid).toBeGreaterThan(5);
    expect(outcomes.refused).toBeGreaterThan(5);
  });
});
