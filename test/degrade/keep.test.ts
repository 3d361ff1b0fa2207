import { describe, expect, it } from 'vitest';
import { saltAndPepper } from '../../compute/degrade/fill.ts';
import { keepFirst, keptPixelCount } from '../../compute/degrade/keep.ts';
import { generatorFor } from '../../compute/random/generator.ts';

describe('keeping pixels', () => {
  it('keeps 157 of 784 and 205 of 1,024 pixels at 20 %', () => {
    expect(keptPixelCount(0.2, 784)).toBe(157);
    expect(keptPixelCount(0.2, 1024)).toBe(205);
    expect(() => keptPixelCount(20, 784)).toThrow(RangeError);
  });

  it('takes kept pixels from the image, all others from the fill, all channels together', () => {
    const image = Float32Array.of(1, 2, 3, 4, 5, 6);
    const fill = Float32Array.of(-1, -2, -3, -4, -5, -6);
    const target = new Float32Array(6);
    keepFirst(image, fill, Int32Array.of(2, 0, 1), 1, target);
    expect([...target]).toEqual([-1, -2, -3, -4, 5, 6]);
  });

  it('makes salt and pepper: zeros and ones, about half each, channels alike', () => {
    const noise = saltAndPepper(10_000, 3, generatorFor(5));
    let salt = 0;
    for (let pixel = 0; pixel < 10_000; pixel++) {
      const value = noise[3 * pixel]!;
      expect(value === 0 || value === 1).toBe(true);
      expect(noise[3 * pixel + 1]).toBe(value);
      expect(noise[3 * pixel + 2]).toBe(value);
      salt += value;
    }
    expect(Math.abs(salt - 5000)).toBeLessThan(200);
  });
});
