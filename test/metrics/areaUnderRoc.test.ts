import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaUnderRoc } from '../../compute/metrics/areaUnderRoc.ts';
import { generatorFor } from '../../compute/random/generator.ts';

const floats = (...values: number[]) => Float32Array.from(values);

describe('areaUnderRoc', () => {
  it('is 1 for scores that separate, 0 the other way round, ½ for equal ones', () => {
    expect(areaUnderRoc(floats(3, 4), floats(1, 2))).toEqual({ value: 1, low: 1, high: 1 });
    expect(areaUnderRoc(floats(1, 2), floats(3, 4)).value).toBe(0);
    expect(areaUnderRoc(floats(1, 1), floats(1, 1)).value).toBe(0.5);
  });

  it('is the share of pairs in the right order', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(scores, scores, (alarming, calm) => {
        let pairs = 0;
        for (const first of alarming) {
          for (const second of calm) pairs += first > second ? 1 : first === second ? 0.5 : 0;
        }
        const { value, low, high } = areaUnderRoc(floats(...alarming), floats(...calm));
        expect(value).toBeCloseTo(pairs / (alarming.length * calm.length), 12);
        expect(low <= value && value <= high).toBe(true);
      }),
    );
  });

  it('has an interval that holds Φ(d/√2) of shifted Normals about 95 times in 100', () => {
    const generator = generatorFor(1, 'roc');
    const normals = (count: number, mean: number) =>
      Float32Array.from({ length: count }, () => mean + generator.normal());
    // d = 1: Φ(1/√2).
    const truth = 0.7602499;
    let held = 0;
    for (let round = 0; round < 400; round++) {
      const { low, high } = areaUnderRoc(normals(80, 1), normals(120, 0));
      if (low <= truth && truth <= high) held++;
    }
    expect(held).toBeGreaterThan(365);
    expect(held).toBeLessThan(396);
  });

  it('refuses a kind without scores', () => {
    expect(() => areaUnderRoc(floats(), floats(1))).toThrow(/both kinds/);
  });
});
