import { describe, expect, it } from 'vitest';
import { ALL_CONTROL_IDS, anyControlMap } from '../../compute/degrade/allControls.ts';
import { centredGaussian } from '../../compute/degrade/centredGaussian.ts';
import { controlMap } from '../../compute/degrade/controls.ts';
import { generatorFor } from '../../compute/random/generator.ts';

const image = Float32Array.from({ length: 2 * 3 * 3 }, (_, index) => (index % 5) / 5);

describe('controls', () => {
  it('are four', () => {
    expect(ALL_CONTROL_IDS).toEqual(['random', 'intensity', 'sobel', 'centred-gaussian']);
  });

  it.each(['random', 'intensity', 'sobel'] as const)('%s is the same by either list', (id) => {
    expect(anyControlMap(id, image, [2, 3, 3], generatorFor(1))).toEqual(
      controlMap(id, image, [2, 3, 3], generatorFor(1)),
    );
  });

  it('the centred Gaussian falls from the middle alike to all sides and sees no image', () => {
    const map = anyControlMap('centred-gaussian', image, [2, 3, 3], generatorFor(1));
    expect(map).toEqual(centredGaussian(2, 3));
    const square = centredGaussian(5, 5);
    expect(square[12]).toBe(1);
    expect([square[2], square[10], square[14]]).toEqual([square[22], square[22], square[22]]);
    expect(square[0]).toBeCloseTo(Math.exp(-((0.4 ** 2 + 0.4 ** 2) / (2 * 0.25 ** 2))), 6);
    expect(Math.max(...centredGaussian(4, 7))).toBe(centredGaussian(4, 7)[7 + 3]);
  });
});
