import { describe, expect, it } from 'vitest';
import { correlation, mapAgreements } from '../../src/figures/mapAgreement.ts';

describe('correlation', () => {
  it('is 1, −1 and 0 where it must be', () => {
    expect(correlation([1, 2, 3], [10, 20, 30])).toBeCloseTo(1, 12);
    expect(correlation([1, 2, 3], [5, 3, 1])).toBeCloseTo(-1, 12);
    expect(correlation([1, 0, -1, 0], [0, 1, 0, -1])).toBeCloseTo(0, 12);
    expect(correlation([1, 2, 3], [7, 7, 7])).toBe(0);
  });
});

describe('mapAgreements', () => {
  const method = (id: string) =>
    ({ id, title: id.toUpperCase() }) as Parameters<typeof mapAgreements>[0]['methods'][number];
  const header = { study: 's', step: 'gallery', seed: 1, engine: 'e' };
  const maps = {
    a: [
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ],
    b: [
      [2, 4, 6],
      [2, 4, 6],
      [3, 2, 1],
    ],
    c: [
      [3, 2, 1],
      [3, 2, 1],
      [3, 2, 1],
    ],
  };

  it('takes the median over images and puts the most alike first', () => {
    const agreements = mapAgreements(
      { methods: [method('a'), method('b'), method('c')] },
      { header, shape: [1, 3, 1], images: [], maps },
    );
    expect(agreements[0]).toEqual({ methods: ['A', 'B'], correlation: expect.closeTo(1, 9) });
    expect(agreements.slice(1).map(({ methods }) => methods.join())).toEqual(['A,C', 'B,C']);
    for (const { correlation: value } of agreements.slice(1)) expect(value).toBeCloseTo(-1, 9);
  });
});
