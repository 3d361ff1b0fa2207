import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaUnderCurve } from '../../compute/degrade/areaUnderCurve.ts';
import { evenShares } from '../../compute/degrade/curve.ts';

const golden = JSON.parse(
  readFileSync(new URL('../golden/metrics.json', import.meta.url), 'utf8'),
) as { quantus_trapz_dx1: { curve: number[]; expected: number } };

describe('areaUnderCurve', () => {
  it('is the trapezoid of numpy where steps are one wide', () => {
    const { curve, expected } = golden.quantus_trapz_dx1;
    expect(areaUnderCurve([...curve.keys()], curve)).toBe(expected);
  });

  it('counts the unperturbed point, which a sum over steps alone leaves out', () => {
    expect(areaUnderCurve([0, 0.5, 1], [1, 0, 0])).toBe(0.25);
    expect(areaUnderCurve([0, 0.5, 1], [0, 0, 0])).toBe(0);
  });

  it('of a line is its mean, however many steps it is cut into', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: -9, max: 9 }),
        fc.integer({ min: -9, max: 9 }),
        (steps, start, end) => {
          const shares = evenShares(steps);
          const line = shares.map((share) => start + share * (end - start));
          expect(areaUnderCurve(shares, line)).toBeCloseTo((start + end) / 2, 9);
        },
      ),
    );
  });

  it('refuses less than two points and unpaired lists', () => {
    expect(() => areaUnderCurve([0], [1])).toThrow(RangeError);
    expect(() => areaUnderCurve([0, 1], [1])).toThrow('1 values at 2 positions');
  });
});
