import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ImageSet } from '../../compute/datasets/imageSet.ts';
import { selectImages } from '../../compute/datasets/selectImages.ts';

const set: ImageSet = {
  name: 'toy',
  shape: [1, 2, 1],
  classNames: ['a', 'b', 'c'],
  count: 3,
  pixels: Uint8Array.of(10, 11, 20, 21, 30, 31),
  labels: Uint8Array.of(0, 1, 2),
  digest: 'of the whole',
};

describe('selectImages', () => {
  it('takes images in the order given, with repeats', () => {
    const some = selectImages(set, [2, 0, 2]);
    expect([...some.pixels]).toEqual([30, 31, 10, 11, 30, 31]);
    expect([...some.labels]).toEqual([2, 0, 2]);
    expect(some.count).toBe(3);
    expect(some.digest).toBe(
      createHash('sha256')
        .update(Uint8Array.of(30, 31, 10, 11, 30, 31, 2, 0, 2))
        .digest('hex'),
    );
  });

  it('copies, so that a change does not reach the set', () => {
    selectImages(set, [0]).pixels[0] = 99;
    expect(set.pixels[0]).toBe(10);
  });

  it('may be empty', () => {
    expect(selectImages(set, [])).toMatchObject({ count: 0, shape: [1, 2, 1] });
  });

  it.each([-1, 3, 0.5, NaN])('refuses index %d', (index) => {
    expect(() => selectImages(set, [0, index])).toThrow(
      new RangeError(`toy has images 0 … 2; image ${index} was asked for.`),
    );
  });
});
