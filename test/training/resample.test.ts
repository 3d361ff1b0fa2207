import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resample, type AffineMap } from '../../compute/training/resample.ts';

const identity: AffineMap = [1, 0, 0, 0, 1, 0];

function resampled(
  source: readonly number[],
  map: AffineMap,
  shape: readonly [number, number, number],
  padding: 'zero' | 'reflect' = 'zero',
): number[] {
  const target = new Float32Array(source.length);
  resample(Float32Array.from(source), target, map, { shape, padding });
  return [...target];
}

describe('resampling', () => {
  const image = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const shape = [3, 3, 1] as const;

  it('leaves an image as it is under the identity', () => {
    expect(resampled(image, identity, shape)).toEqual(image);
  });

  it('brings in zeros when shifted', () => {
    expect(resampled(image, [1, 0, -1, 0, 1, 0], shape)).toEqual([0, 1, 2, 0, 4, 5, 0, 7, 8]);
  });

  it('brings in the mirrored image without repeating its edge', () => {
    expect(resampled(image, [1, 0, -1, 0, 1, 0], shape, 'reflect')).toEqual([
      2, 1, 2, 5, 4, 5, 8, 7, 8,
    ]);
  });

  it('weighs neighbours by nearness', () => {
    expect(resampled([0, 4, 0, 0], [1, 0, 0.25, 0, 1, 0], [1, 4, 1])).toEqual([1, 3, 0, 0]);
  });

  it('turns a quarter exactly', () => {
    expect(resampled(image, [0, 1, 0, -1, 0, 2], shape)).toEqual([7, 4, 1, 8, 5, 2, 9, 6, 3]);
  });

  it('treats channels alike', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 20, maxLength: 20 }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.constantFrom('zero' as const, 'reflect' as const),
        (values, shift, padding) => {
          const map: AffineMap = [0.9, 0.2, shift, -0.2, 0.9, shift / 2];
          const grey = resampled(values, map, [4, 5, 1], padding);
          const colour = resampled(
            values.flatMap((value) => [value, 2 * value]),
            map,
            [4, 5, 2],
            padding,
          );
          expect(colour.filter((_, index) => index % 2 === 0)).toEqual(grey);
        },
      ),
    );
  });

  it('copies by whole pixels what interpolation gives a hair beside them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 40, maxLength: 40 }),
        fc.integer({ min: -9, max: 9 }),
        fc.integer({ min: -9, max: 9 }),
        fc.constantFrom(1, -1),
        fc.constantFrom(1, -1),
        fc.constantFrom('zero' as const, 'reflect' as const),
        (values, x, y, a, e, padding) => {
          const shifted = (hair: number): AffineMap => [a, 0, x + hair, 0, e, y + hair];
          const shape = [4, 5, 2] as const;
          expect(resampled(values, shifted(0), shape, padding)).toEqual(
            resampled(values, shifted(-1e-9), shape, padding),
          );
        },
      ),
    );
  });
});
