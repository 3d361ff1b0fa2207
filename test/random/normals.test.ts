import { describe, expect, it } from 'vitest';
import { normalsFor } from '../../compute/random/normals.ts';

describe('normalsFor', () => {
  it('gives equal streams for equal paths, however they are asked for', () => {
    const whole = normalsFor(3, 'weights', 1).fill(new Float32Array(10));
    const source = normalsFor(3, 'weights', 1);
    const parts = [...source.fill(new Float32Array(4)), ...source.fill(new Float32Array(6))];
    expect(parts).toEqual([...whole]);
    expect(normalsFor(3, 'weights', 2).fill(new Float32Array(10))).not.toEqual(whole);
  });

  const draws = normalsFor(1, 'moments').fill(new Float32Array(4_000_000));

  it('draws standard normals: moments 0, 1, 0, 3, 0, 15', () => {
    const moment = (power: number) =>
      draws.reduce((sum, draw) => sum + draw ** power, 0) / draws.length;
    // Four standard errors of each moment.
    const near = (power: number, expected: number, variance: number) => {
      const bound = 4 * Math.sqrt(variance / draws.length);
      expect(Math.abs(moment(power) - expected)).toBeLessThan(bound);
    };
    near(1, 0, 1);
    near(2, 1, 2);
    near(3, 0, 15);
    near(4, 3, 96);
    near(5, 0, 945);
    near(6, 15, 10_395 - 225);
  });

  it('has the right share beyond every bound, in the body, at the edge of the base, in the tail', () => {
    const shares: [bound: number, share: number][] = [
      [0.1, 0.920344],
      [1, 0.317311],
      [2, 0.0455003],
      [3, 0.0026998],
      [3.6541528853610088, 0.000258031],
      [4.2, 0.0000266915],
    ];
    for (const [bound, share] of shares) {
      const found = draws.reduce((sum, draw) => sum + (Math.abs(draw) > bound ? 1 : 0), 0);
      const error = Math.sqrt((share * (1 - share)) / draws.length);
      expect(Math.abs(found / draws.length - share)).toBeLessThan(4 * error);
    }
  });

  it('draws neighbours that do not depend on each other', () => {
    let product = 0;
    for (let index = 1; index < draws.length; index++) product += draws[index]! * draws[index - 1]!;
    expect(Math.abs(product / draws.length)).toBeLessThan(4 / Math.sqrt(draws.length));
  });
});
