import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCompressedPosterior } from '../../../compute/bayes/compressed/compressedPosterior.ts';
import { compressPosterior } from '../../../compute/bayes/compressed/compressPosterior.ts';
import {
  rankOneDeviations,
  productsOf,
} from '../../../compute/bayes/compressed/rankOneDeviations.ts';
import type { StoredPosterior } from '../../../compute/bayes/posteriorFile.ts';
import { variationalShapes } from '../../../compute/bayes/variational.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { normalsFor } from '../../../compute/random/normals.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const SIZES = [6, 5, 3];
const STEP = 0.5;

function posterior(): StoredPosterior {
  const source = normalsFor(1, 'posterior');
  const generator = generatorFor(1, 'deviations');
  const values = variationalShapes(SIZES).map((shape, position) => {
    const own = new Float32Array(shape.reduce((product, length) => product * length, 1));
    return position % 2 === 0
      ? source.fill(own)
      : own.map(() => Math.exp(-3 + generator.uniform()));
  });
  return { sizes: SIZES, values };
}

const images = {
  count: 40,
  values: normalsFor(2, 'images')
    .fill(new Float32Array(40 * 6))
    .map(Math.abs),
};

describe('deviations of rank one', () => {
  it('are what they were where they are a product', () => {
    const deviations = productsOf({
      inputs: Float32Array.from([0.1, 0.4, 0.02]),
      units: Float32Array.from([0.5, 3]),
    });
    const found = productsOf(rankOneDeviations(deviations, Float64Array.from([1, 0, 7])));
    found.forEach((value, index) => expect(value / deviations[index]!).toBeCloseTo(1, 6));
  });

  it('keep the variance of each input over units, and of what each unit receives', () => {
    const deviations = posterior().values[1]!;
    const meanSquares = Float64Array.from([0, 0.1, 0.5, 2, 1, 0]);
    const variances = productsOf(rankOneDeviations(deviations, meanSquares)).map((own) => own ** 2);
    const sums = (own: Float32Array) => {
      const [byInput, byUnit] = [new Float64Array(6), new Float64Array(5)];
      own.forEach((variance, index) => {
        byInput[Math.floor(index / 5)]! += variance;
        byUnit[index % 5]! += meanSquares[Math.floor(index / 5)]! * variance;
      });
      return [...byInput, ...byUnit];
    };
    const expected = sums(deviations.map((own) => own ** 2));
    sums(variances).forEach((sum, place) => expect(sum / expected[place]!).toBeCloseTo(1, 5));
  });
});

describe('the file of a compressed posterior', () => {
  const { header, binary } = compressPosterior(posterior(), images, STEP, sha256);
  const read = (given: unknown, bytes = binary, digest = sha256(bytes)) =>
    readCompressedPosterior(given, bytes, 'net', digest);
  const describing = (bytes: Uint8Array, other: object = {}) => ({
    ...header,
    bytes: bytes.length,
    sha256: sha256(bytes),
    ...other,
  });

  it('is read back, means being multiples of the deviations, its header through JSON', () => {
    const restored = read(JSON.parse(JSON.stringify(header)));
    expect(restored.sizes).toEqual(SIZES);
    expect(restored.values.map(({ length }) => length)).toEqual([30, 30, 5, 5, 15, 15, 3, 3]);
    for (let position = 0; position < restored.values.length; position += 2) {
      const deviations = restored.values[position + 1]!;
      restored.values[position]!.forEach((mean, index) => {
        const multiple = mean / (STEP * deviations[index]!);
        expect(Math.abs(multiple - Math.round(multiple))).toBeLessThan(1e-4);
      });
    }
  });

  it('is close to what it was made from', () => {
    const restored = read(header).values;
    posterior().values.forEach((values, position) => {
      const own = restored[position]!;
      values.forEach((value, index) => {
        if (position % 2 === 0) {
          // Feedback may carry a mean further than half a step, but not far.
          expect(Math.abs(own[index]! - value)).toBeLessThan(3 * STEP * Math.exp(-2));
        } else {
          // All within e^±½ of e^−2.5.
          expect(Math.abs(Math.log(own[index]! / value))).toBeLessThan(1);
        }
      });
    });
  });

  it('read once and written again keeps its means and deviations', () => {
    const once = read(header);
    const again = compressPosterior(once, images, STEP, sha256);
    const twice = readCompressedPosterior(again.header, again.binary, 'net', again.header.sha256);
    once.values.forEach((values, position) => {
      values.forEach((value, index) => {
        const tolerance = 0.02 * Math.abs(value) + 1e-6;
        expect(Math.abs(twice.values[position]![index]! - value)).toBeLessThanOrEqual(tolerance);
      });
    });
  });

  it('is the same whoever writes it, and shorter the larger the step', () => {
    expect(compressPosterior(posterior(), images, STEP, sha256).binary).toEqual(binary);
    const coarse = compressPosterior(posterior(), images, 8 * STEP, sha256);
    expect(coarse.binary.length).toBeLessThan(binary.length);
  });

  it('is refused when its digest or length is another', () => {
    const changed = binary.slice();
    changed[7]! ^= 1;
    expect(() => read(header, changed)).toThrow(
      /^net: the SHA-256 of the binary is [0-9a-f]{64} and it has \d+ bytes, its header says [0-9a-f]{64} and \d+ bytes\.$/,
    );
    expect(() => read(header, binary.slice(1))).toThrow(/^net: the SHA-256/);
  });

  it('is refused when its means are too few or too many, or it has other layers', () => {
    const short = binary.slice(0, -4);
    expect(() => read(describing(short), short)).toThrow(/^net: the means .*end too early\.$/);
    const long = Uint8Array.from([...binary, 0]);
    expect(() => read(describing(long), long)).toThrow(
      /^net: the means .*1 bytes are left over\.$/,
    );
    expect(() => read({ ...header, sizes: [60, 60, 3] })).toThrow(/^net: .*do not fit.*60-60-3\.$/);
    expect(() => read({ ...header, layers: header.layers.slice(1) })).toThrow(/and 1 layers/);
  });

  it('takes no memory for sizes that it cannot hold', () => {
    expect(() => read({ ...header, sizes: [2 ** 30, 2 ** 30, 3] })).toThrow(/^net: .*do not fit/);
    const wide = new Uint8Array(1_600_000);
    expect(() => read(describing(wide, { sizes: [500_000, 500_000, 3] }), wide)).toThrow(
      /^net: the means cannot be read: \d+ bytes cannot hold \d+ integers\.$/,
    );
  });

  it('is refused with the field of a header that cannot be', () => {
    expect(() => read({ ...header, version: 2 })).toThrow(/net: the header is not valid.*version/s);
    expect(() => read(undefined)).toThrow(/net: the header is not valid/);
    const endless = header.layers.map((layer) => ({ ...layer, inputs: { low: 1000, step: 0 } }));
    expect(() => read({ ...header, layers: endless })).toThrow(/^net: not all .* are numbers\.$/);
  });
});
