import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIdxImages, readIdxLabels } from '../../compute/datasets/idx.ts';
import { DataError } from '../../compute/datasets/dataError.ts';
import { dataErrorOf } from './dataErrorOf.ts';
import { idxBytes } from './idxBytes.ts';

const source = { file: 'some-file', remedy: 'Do this' };

describe('IDX images', () => {
  it('reads shape and pixels', () => {
    const images = readIdxImages(idxBytes([2, 1, 3], Uint8Array.of(1, 2, 3, 4, 5, 255)), source);
    expect(images).toMatchObject({ count: 2, height: 1, width: 3 });
    expect([...images.pixels]).toEqual([1, 2, 3, 4, 5, 255]);
  });

  it('reads any images that were written', () => {
    const shape = fc.tuple(fc.nat(5), fc.nat(6), fc.nat(6));
    fc.assert(
      fc.property(
        shape.chain(([n, h, w]) =>
          fc.tuple(
            fc.constant([n, h, w]),
            fc.uint8Array({ minLength: n * h * w, maxLength: n * h * w }),
          ),
        ),
        ([dimensions, pixels]) => {
          const images = readIdxImages(idxBytes(dimensions, pixels), source);
          expect([images.count, images.height, images.width]).toEqual(dimensions);
          expect(images.pixels).toEqual(pixels);
        },
      ),
    );
  });

  it('names the file, the field and the remedy when labels come instead of images', async () => {
    const labels = idxBytes([3], Uint8Array.of(0, 1, 2));
    const error = await dataErrorOf(() => readIdxImages(labels, source));
    expect(error.problem).toBe('wrong-magic');
    expect(error.message).toBe(
      'some-file: the magic number (offset 0) is 2049, expected 2051 for images: these are ' +
        'labels; are two files swapped? Do this.',
    );
  });

  it.each([
    ['2³¹ images', [2 ** 31, 28, 28]],
    ['2³²−1 in every dimension', [2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1]],
  ])('does not believe a header that promises %s', async (_, dimensions) => {
    const before = process.memoryUsage().arrayBuffers;
    const error = await dataErrorOf(() =>
      readIdxImages(idxBytes(dimensions, new Uint8Array(784)), source),
    );
    expect(error.problem).toBe('wrong-length');
    expect(error.message).toContain(`${dimensions.join(' × ')} (offset 4)`);
    expect(error.message).toContain('found 784');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e6);
  });

  it.each([0, 3, 4, 15])('reports a header cut off after %i bytes', async (length) => {
    const whole = idxBytes([1, 1, 1], Uint8Array.of(7));
    const error = await dataErrorOf(() => readIdxImages(whole.subarray(0, length), source));
    expect(error.problem).toBe('wrong-length');
  });
});

describe('IDX labels', () => {
  it('reads labels', () => {
    expect([...readIdxLabels(idxBytes([3], Uint8Array.of(9, 0, 4)), 10, source)]).toEqual([
      9, 0, 4,
    ]);
  });

  it('names the first label out of range', async () => {
    const error = await dataErrorOf(() =>
      readIdxLabels(idxBytes([3], Uint8Array.of(9, 10, 255)), 10, source),
    );
    expect(error.problem).toBe('wrong-label');
    expect(error.message).toContain('label 10 of image 1 (offset 9) is outside 0 … 9');
  });
});

describe('IDX readers on arbitrary bytes', () => {
  // Most cases have a right magic number, and many the right length, so that they get past both.
  const dimension = fc.oneof({ weight: 8, arbitrary: fc.nat(3) }, fc.constant(2 ** 31));
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 64 }),
    fc
      .tuple(
        fc
          .constantFrom(1, 3)
          .chain((rank) => fc.tuple(...Array<typeof dimension>(rank).fill(dimension))),
        fc.constantFrom(0, 0, 0, 1, -1),
        fc.nat(11),
      )
      .map(([dimensions, surplus, value]) => {
        const promised = dimensions.reduce((product, size) => product * size, 1);
        const length = Math.max(0, Math.min(promised, 64) + surplus);
        return idxBytes(dimensions, new Uint8Array(length).fill(value));
      }),
  );

  it('give a valid result or a DataError, never anything else', () => {
    const outcomes = { valid: 0, refused: 0 };
    fc.assert(
      fc.property(bytes, (input) => {
        for (const read of [readImages, readLabels]) outcomes[read(input)]++;
      }),
      { numRuns: 2000, seed: 1 },
    );
    expect(outcomes.valid).toBeGreaterThan(20);
    expect(outcomes.refused).toBeGreaterThan(20);
  });

  function readImages(input: Uint8Array): 'valid' | 'refused' {
    return outcome(() => {
      const { count, height, width, pixels } = readIdxImages(input, source);
      expect(pixels.length).toBe(count * height * width);
      expect(pixels.buffer).toBe(input.buffer);
    });
  }

  function readLabels(input: Uint8Array): 'valid' | 'refused' {
    return outcome(() => {
      const labels = readIdxLabels(input, 10, source);
      expect(labels.every((label) => label < 10)).toBe(true);
      expect(labels.buffer).toBe(input.buffer);
    });
  }

  function outcome(read: () => void): 'valid' | 'refused' {
    try {
      read();
      return 'valid';
    } catch (error) {
      if (error instanceof DataError) return 'refused';
      throw error;
    }
  }
});
