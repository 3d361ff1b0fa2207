import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holmCorrected } from '../../compute/metrics/holm.ts';
import { normalCumulative, normalQuantile } from '../../compute/metrics/normalDistribution.ts';
import { pairedComparisons } from '../../compute/metrics/pairedComparison.ts';
import { bootstrapPower, imagesToDistinguish } from '../../compute/metrics/power.ts';
import { generatorFor } from '../../compute/random/generator.ts';

describe("Holm's correction", () => {
  it('multiplies by the comparisons that are left, and never falls', () => {
    const corrected = holmCorrected([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((value, index) => {
      expect(corrected[index]!).toBeCloseTo(value, 12);
    });
    expect(holmCorrected([0.6, 0.5])).toEqual([1, 1]);
    expect(holmCorrected([0.2])).toEqual([0.2]);
    expect(holmCorrected([])).toEqual([]);
  });

  it('lies between the values and those of Bonferroni, in the same order', () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(shares, (values) => {
        const corrected = holmCorrected(values);
        values.forEach((value, index) => {
          expect(corrected[index]!).toBeGreaterThanOrEqual(value);
          expect(corrected[index]!).toBeLessThanOrEqual(Math.min(1, value * values.length));
          values.forEach((other, position) => {
            if (value < other) expect(corrected[index]! <= corrected[position]!).toBe(true);
          });
        });
      }),
    );
  });

  it('refuses what is no probability', () => {
    expect(() => holmCorrected([0.5, 1.5])).toThrow('p-value 1 is 1.5');
    expect(() => holmCorrected([NaN])).toThrow(RangeError);
  });
});

describe('the normal distribution', () => {
  it.each([
    [0, 0.5],
    [-1, 0.15865525393145707],
    [1.959963984540054, 0.975],
    [-2.9, 0.0018658133003840378],
    [3.5, 0.9997673709209645],
    [-5, 2.866515718791939e-7],
  ])('has the tabulated value at %f', (z, share) => {
    expect(Math.abs(normalCumulative(z) / share - 1)).toBeLessThan(1e-11);
    expect(normalQuantile(share)).toBeCloseTo(z, 10);
  });

  it('is symmetric and has the inverse that it says', () => {
    fc.assert(
      fc.property(fc.double({ min: -7, max: 7, noNaN: true }), (z) => {
        expect(normalCumulative(z) + normalCumulative(-z)).toBeCloseTo(1, 14);
        if (z < 5) expect(normalQuantile(normalCumulative(z))).toBeCloseTo(z, 7);
      }),
    );
    expect(() => normalQuantile(0)).toThrow(RangeError);
    expect(() => normalQuantile(NaN)).toThrow(RangeError);
  });
});

/** Values of images: normal about a mean. */
function normals(mean: number, count: number, seed: number): Float32Array {
  const generator = generatorFor(seed, 'values');
  return Float32Array.from({ length: count }, () => mean + generator.normal());
}

describe('paired comparisons', () => {
  const common = normals(0, 60, 1);
  const noise = normals(0, 60, 2);
  const better = common.map((value, image) => value + 0.1 + 0.05 * noise[image]!);

  it('find a small difference that images share, which the spread of images would hide', () => {
    const [found] = pairedComparisons([better, common], 999, generatorFor(3));
    expect(found).toMatchObject({ first: 0, second: 1, pValue: 0.001, correctedPValue: 0.001 });
    expect(found!.difference.low).toBeGreaterThan(0.07);
    expect(found!.difference.high).toBeLessThan(0.13);
  });

  it('have p = 1 for equal columns', () => {
    const [found] = pairedComparisons([common, common], 99, generatorFor(3));
    expect(found).toMatchObject({ difference: { value: 0, low: 0, high: 0 }, pValue: 1 });
  });

  it('have uniform p-values where there is no difference, near those of the normal test', () => {
    let [below, error] = [0, 0];
    for (let seed = 0; seed < 200; seed++) {
      const own = normals(0, 80, seed + 100);
      const none = new Float32Array(80);
      const { pValue } = pairedComparisons([own, none], 299, generatorFor(seed))[0]!;
      const mean = own.reduce((sum, value) => sum + value / 80, 0);
      const spread = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 80);
      const expected = 2 * normalCumulative((-Math.abs(mean) * Math.sqrt(80)) / spread);
      error = Math.max(error, Math.abs(pValue - expected));
      if (pValue <= 0.1) below++;
    }
    expect(below).toBeGreaterThan(8);
    expect(below).toBeLessThan(34);
    expect(error).toBeLessThan(0.12);
  });

  it('compare all pairs with the same resamples, or those asked for, corrected together', () => {
    const columns = [common, better, noise];
    const all = pairedComparisons(columns, 199, generatorFor(4));
    expect(all.map(({ first, second }) => [first, second])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    expect(all.map(({ correctedPValue }) => correctedPValue)).toEqual(
      holmCorrected(all.map(({ pValue }) => pValue)),
    );
    const [one] = pairedComparisons(columns, 199, generatorFor(4), [[1, 2]]);
    expect(one).toEqual({ ...all[2]!, correctedPValue: all[2]!.pValue });
  });

  it('refuse values that are not finite, and columns that do not pair', () => {
    const wrong = Float32Array.of(1, NaN);
    expect(() => pairedComparisons([wrong, wrong], 9, generatorFor(1))).toThrow(
      'method 0 has NaN for image 1',
    );
    const columns = [new Float32Array(2), new Float32Array(3)];
    expect(() => pairedComparisons(columns, 9, generatorFor(1))).toThrow('each image');
    expect(() => pairedComparisons([], 9, generatorFor(1))).toThrow('at least one image');
  });
});

describe('power', () => {
  const options = { level: 0.05, power: 0.8 };

  it('asks for 32 images where the difference is half a standard deviation', () => {
    // Two values at ±1/√2 of each other's mean have a standard deviation of 1.
    const half = Math.SQRT1_2;
    expect(imagesToDistinguish([0.5 - half, 0.5 + half], options)).toBe(32);
    // (2.5758 + 1.2816)² · 4 = 59.5.
    expect(imagesToDistinguish([0.5 - half, 0.5 + half], { level: 0.01, power: 0.9 })).toBe(60);
  });

  it('asks for few where all images agree, and for all the images there are where none does', () => {
    expect(imagesToDistinguish([0.3, 0.3, 0.3], options)).toBe(2);
    expect(imagesToDistinguish([1, -1], options)).toBe(Infinity);
  });

  it('does not depend on unit or sign', () => {
    const differences = normals(0.4, 50, 5);
    const expected = imagesToDistinguish(differences, options);
    expect(
      imagesToDistinguish(
        differences.map((value) => -8 * value),
        options,
      ),
    ).toBe(expected);
  });

  it('by bootstrap agrees with the normal approximation, and rises with images', () => {
    const differences = normals(0.4, 300, 6);
    const needed = imagesToDistinguish(differences, options);
    const at = (images: number) => bootstrapPower(differences, images, 0.05, 2000, generatorFor(7));
    expect(at(needed)).toBeGreaterThan(0.74);
    expect(at(needed)).toBeLessThan(0.86);
    expect(at(2 * needed)).toBeGreaterThan(0.95);
    expect(at(Math.ceil(needed / 4))).toBeLessThan(0.5);
    const unclear = normals(0, 300, 6);
    const mean = unclear.reduce((sum, value) => sum + value / 300, 0);
    const none = unclear.map((value) => value - mean + 1e-6);
    expect(bootstrapPower(none, 100, 0.05, 2000, generatorFor(7))).toBeLessThan(0.06);
  });

  it('refuses what it cannot tell', () => {
    expect(() => imagesToDistinguish([1], options)).toThrow('1 images');
    expect(() => imagesToDistinguish([1, NaN], options)).toThrow('image 1 is NaN');
    expect(() => imagesToDistinguish([1, 2], { level: 0, power: 0.8 })).toThrow(RangeError);
    expect(() => bootstrapPower([1, 2], 1, 0.05, 9, generatorFor(1))).toThrow('images is 1');
  });
});
