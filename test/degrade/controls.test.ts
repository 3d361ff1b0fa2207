import { describe, expect, it } from 'vitest';
import { controlMap } from '../../compute/degrade/controls.ts';
import { generatorFor } from '../../compute/random/generator.ts';

const generator = generatorFor(1);

describe('controls', () => {
  it('intensity is the mean over channels', () => {
    const image = Float32Array.of(0, 0.3, 0.6, 1, 1, 1);
    const map = controlMap('intensity', image, [1, 2, 3], generator);
    expect(map[0]).toBeCloseTo(0.3, 6);
    expect(map[1]).toBeCloseTo(1, 6);
  });

  it('Sobel of a vertical step is 4 on both sides of the step and 0 elsewhere', () => {
    const row = [0, 0, 1, 1];
    const image = Float32Array.from([...row, ...row, ...row]);
    const map = controlMap('sobel', image, [3, 4, 1], generator);
    expect([...map]).toEqual([0, 4, 4, 0, 0, 4, 4, 0, 0, 4, 4, 0]);
  });

  it('random does not look at the image', () => {
    const black = controlMap('random', new Float32Array(4), [2, 2, 1], generatorFor(9));
    const white = controlMap('random', new Float32Array(4).fill(1), [2, 2, 1], generatorFor(9));
    expect(black).toEqual(white);
    expect(new Set(black).size).toBe(4);
  });
});
