import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readQuantisedPosterior,
  writeQuantisedPosterior,
  type StoredPosterior,
} from '../../compute/bayes/posteriorFile.ts';
import {
  quantiseDeviations,
  quantiseMeans,
  restoreDeviations,
  restoreMeans,
} from '../../compute/bayes/quantised.ts';
import { variationalShapes } from '../../compute/bayes/variational.ts';
import { generatorFor } from '../../compute/random/generator.ts';
import { normalsFor } from '../../compute/random/normals.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const SIZES = [6, 5, 3];

/** Of float32; a scale below it may be rounded to 0. */
const SMALLEST_NORMAL = 2 ** -126;

function posterior(): StoredPosterior {
  const source = normalsFor(1, 'posterior');
  const generator = generatorFor(1, 'deviations');
  const values = variationalShapes(SIZES).map((shape, position) => {
    const own = new Float32Array(shape.reduce((product, length) => product * length, 1));
    return position % 2 === 0
      ? source.fill(own)
      : own.map(() => Math.exp(-8 + 6 * generator.uniform()));
  });
  return { sizes: SIZES, values };
}

describe('means in 8 bits', () => {
  it('are off by half a step of their unit at most', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -50, max: 50, noNaN: true }), { minLength: 12, maxLength: 12 }),
        (list) => {
          const values = Float32Array.from(list);
          const quantised = quantiseMeans(values, 4);
          restoreMeans(quantised).forEach((restored, index) => {
            const scale = quantised.scales[index % 4]!;
            expect(Math.abs(restored - values[index]!)).toBeLessThanOrEqual(
              0.5001 * scale + SMALLEST_NORMAL,
            );
          });
        },
      ),
    );
  });

  it('keep zeros and the largest weight of each unit', () => {
    const values = Float32Array.from([0, 100, 0, -0.5, 0, 25]);
    const restored = restoreMeans(quantiseMeans(values, 2));
    expect([restored[0], restored[2], restored[4]]).toEqual([0, 0, 0]);
    expect(restored[1]).toBeCloseTo(100, 4);
  });

  it('of a small unit do not suffer from a large one', () => {
    const values = Float32Array.from([1000, 0.01, -500, 0.004]);
    const restored = restoreMeans(quantiseMeans(values, 2));
    expect(Math.abs(restored[3]! - 0.004)).toBeLessThanOrEqual(0.01 / 254 + 1e-9);
  });
});

describe('deviations in 8 bits', () => {
  it('are off by half a step of their logarithm at most', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: Math.fround(1e-6), max: 10, noNaN: true }), {
          minLength: 1,
          maxLength: 20,
        }),
        (list) => {
          const values = Float32Array.from(list);
          const quantised = quantiseDeviations(values);
          restoreDeviations(quantised).forEach((restored, index) => {
            const ratio = Math.abs(Math.log(restored / values[index]!));
            expect(ratio).toBeLessThanOrEqual(0.501 * quantised.step + 1e-6);
          });
        },
      ),
    );
  });

  it('that are all equal stay what they are', () => {
    const restored = restoreDeviations(quantiseDeviations(new Float32Array(5).fill(0.03)));
    for (const value of restored) expect(value).toBeCloseTo(0.03, 7);
  });
});

describe('the file of a quantised posterior', () => {
  const { header, binary } = writeQuantisedPosterior(posterior(), sha256);
  const read = (given: unknown, bytes = binary, digest?: string) =>
    readQuantisedPosterior(given, bytes, 'net', digest);

  it('holds a byte for each mean and each deviation', () => {
    expect(binary.length).toBe(2 * (6 * 5 + 5 + 5 * 3 + 3));
    expect(header.bytes).toBe(binary.length);
  });

  it('is read back within the error of rounding, its header through JSON', () => {
    const restored = read(JSON.parse(JSON.stringify(header)), binary, sha256(binary));
    expect(restored.sizes).toEqual(SIZES);
    posterior().values.forEach((values, position) => {
      const own = restored.values[position]!;
      expect(own.length).toBe(values.length);
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      values.forEach((value, index) => {
        const error = Math.abs(own[index]! - value);
        // Means: half of 1/127 of the largest. Deviations: half of 1/255 of six units of ln σ.
        const bound = position % 2 === 0 ? largest / 253 : value * 0.0119;
        expect(error).toBeLessThanOrEqual(bound);
      });
    });
  });

  it('read once and written again is the same', () => {
    const again = writeQuantisedPosterior(read(header), sha256);
    expect(again.binary).toEqual(binary);
  });

  it('is refused when its digest is another', () => {
    const changed = binary.slice();
    changed[7]! ^= 1;
    expect(() => read(header, changed, sha256(changed))).toThrow(
      /^net: the SHA-256 of the binary is [0-9a-f]{64}, its header says [0-9a-f]{64}\.$/,
    );
  });

  it('is refused when it is too short or too long, or has other layers', () => {
    expect(() => read(header, binary.slice(1))).toThrow(
      /^net: 105 bytes and 2 layers do not fit the sizes 6-5-3, which need 106 bytes\.$/,
    );
    expect(() => read(header, Uint8Array.from([...binary, 0]))).toThrow(/107 bytes/);
    expect(() => read({ ...header, sizes: [6, 5, 4] })).toThrow(/sizes 6-5-4, which need 118/);
    expect(() => read({ ...header, layers: header.layers.slice(1) })).toThrow(/1 layers/);
  });

  it('is refused with the field of a header that cannot be', () => {
    expect(() => read({ ...header, version: 2 })).toThrow(/net: the header is not valid.*version/s);
    expect(() => read(undefined)).toThrow(/net: the header is not valid/);
  });
});
