import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOfImages } from '../../../compute/engine/webgpu/filterGradient.ts';
import { takeFirstOfEqualMaxima } from '../../../compute/engine/webgpu/firstOfEqualMaxima.ts';

const program = (shaderKey: string, code: string) => ({ shaderKey, getUserCode: () => code });

describe('takeFirstOfEqualMaxima', () => {
  it('changes the search for positions of maxima', () => {
    const search = program('pool2D_max_true_false', 'if (value >= currMaxValue) { found }');
    takeFirstOfEqualMaxima(search);
    expect(search.getUserCode()).toBe('if (maxValueFound == 0.0 || value > maxValue) { found }');
  });

  it('leaves other programs as they are', () => {
    const other = program('pool2D_max_false', 'if (value >= currMaxValue) { found }');
    takeFirstOfEqualMaxima(other);
    expect(other.getUserCode()).toBe('if (value >= currMaxValue) { found }');
  });

  it('refuses a program that it was not written for', () => {
    const changed = program('pool2D_max_true_false', 'if (value > best) { found }');
    expect(() => {
      takeFirstOfEqualMaxima(changed);
    }).toThrow('max pooling finds its maxima in another way');
  });
});

describe('partsOfImages', () => {
  it('divides the images, and no more than they are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 300 }),
        (images, channels, filters) => {
          const parts = partsOfImages(images, channels, filters);
          expect(images % parts).toBe(0);
          expect(parts).toBeLessThanOrEqual(images);
          expect(parts).toBeGreaterThanOrEqual(1);
        },
      ),
    );
  });

  it('takes fewer parts where each fills the GPU', () => {
    expect(partsOfImages(512, 24, 64)).toBe(512);
    expect(partsOfImages(512, 256, 256)).toBe(16);
  });
});
