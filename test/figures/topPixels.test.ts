import { describe, expect, it } from 'vitest';
import type { Gallery, GalleryMaps } from '../../compute/results/gallery.ts';
import { topPixels } from '../../src/figures/trust/topPixels.ts';

const methods = ['one', 'two', 'three'].map((id) => ({ id, title: id }));
const gallery = { methods } as unknown as Gallery;

/** Images of four pixels; half of them are taken. */
const found = topPixels(
  gallery,
  {
    maps: {
      one: [
        [4, 3, 0, -9],
        [1, 1, 1, 1],
      ],
      two: [
        [1, 2, 3, -9],
        [1, 1, 1, 1],
      ],
      three: [
        [-9, -1, 2, 5],
        [2, 2, 0, 0],
      ],
    },
  } as unknown as GalleryMaps,
  0.5,
);
const common = (first: string, second: string) =>
  found
    .filter((own) => own.first.id === first && own.second.id === second)
    .map((own) => own.common);

describe('top pixels', () => {
  it('compares each two methods on each image', () => {
    expect(found.map(({ first, second, image }) => [first.id, second.id, image])).toEqual([
      ['one', 'two', 0],
      ['one', 'two', 1],
      ['one', 'three', 0],
      ['one', 'three', 1],
      ['two', 'three', 0],
      ['two', 'three', 1],
    ]);
  });

  it('counts what both take, by sign, ties at random', () => {
    expect(common('one', 'two')).toEqual([0.5, 1]);
    expect(common('one', 'three')).toEqual([0, 0.5]);
    expect(common('two', 'three')).toEqual([0.5, 0.5]);
  });
});
