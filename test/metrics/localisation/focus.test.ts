import { describe, expect, it } from 'vitest';
import { focus, mosaicOf } from '../../../compute/metrics/localisation/focus.ts';

const tile = (value: number, length = 8) => new Float32Array(length).fill(value);
const shape = [2, 4, 1] as const;

describe('a mosaic', () => {
  it('holds four images of half their size, in the quarters of one', () => {
    const first = Float32Array.of(0, 1, 0.5, 0.5, 1, 0, 0, 1);
    const { image, mask } = mosaicOf(
      [first, tile(0.25), tile(0.75), tile(1)],
      [true, false, false, true],
      shape,
    );
    expect([...image]).toEqual([0.5, 0.5, 0.25, 0.25, 0.75, 0.75, 1, 1]);
    expect([...mask]).toEqual([1, 1, 0, 0, 0, 0, 1, 1]);
  });

  it('keeps channels apart', () => {
    const coloured = Float32Array.of(0, 1, 1, 1, 0, 0, 1, 0);
    const { image } = mosaicOf(
      [coloured, coloured, coloured, coloured],
      [true, false, true, false],
      [2, 2, 2],
    );
    expect([...image]).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
  });

  it('refuses other numbers of tiles, odd sides, and tiles of another size', () => {
    const marks = [true, true, false, false];
    expect(() => mosaicOf([tile(1)], marks, shape)).toThrow('a mosaic of 1 tiles');
    const four = [tile(1), tile(1), tile(1), tile(1)];
    expect(() => mosaicOf(four, marks.slice(1), shape)).toThrow('3 marks');
    expect(() => mosaicOf(four, marks, [1, 8, 1])).toThrow('1 × 8 pixels cannot be halved');
    expect(() => mosaicOf([tile(1), tile(1, 7), tile(1), tile(1)], marks, shape)).toThrow(
      'tile 1 holds 7 numbers',
    );
  });
});

describe('focus', () => {
  const four = [tile(1), tile(0), tile(0), tile(1)];
  const { image, mask } = mosaicOf(four, [true, false, false, true], shape);

  it('says what it is', () => {
    expect(focus).toMatchObject({ category: 'localisation', direction: 'higher', range: [0, 1] });
    expect(focus.source).toMatch(/\d{4}/);
  });

  it('is 1 for relevance on the tiles of the class, 0 for the others, 1/2 for all', () => {
    // A linear score of bright pixels has its image as exact map, here bright on the class alone.
    expect(focus.measure(image, mask)).toBe(1);
    expect(
      focus.measure(
        image.map((value) => 1 - value),
        mask,
      ),
    ).toBe(0);
    expect(focus.measure(tile(3), mask)).toBe(0.5);
  });

  it('counts positive relevance only', () => {
    expect(focus.measure(Float32Array.of(3, -8, 1, -5, 0, 0, 0, 0), mask)).toBe(0.75);
    expect(focus.measure(tile(-1), mask)).toBe(0);
  });

  it('refuses what it cannot measure', () => {
    expect(() => focus.measure(tile(1, 7), mask)).toThrow('a map of 7 pixels');
    expect(() => focus.measure(tile(NaN), mask)).toThrow('pixel 0 is NaN');
    expect(() => focus.measure(tile(1), new Uint8Array(8))).toThrow('no pixel as evidence');
  });
});
