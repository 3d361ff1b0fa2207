import { describe, expect, it } from 'vitest';
import { generatorFor, generatorFromState } from '../../compute/random/generator.ts';

describe('generatorFor', () => {
  it('gives equal streams for equal paths and different ones for different paths', () => {
    const stream = (...path: (string | number)[]) => {
      const generator = generatorFor(7, ...path);
      return Array.from({ length: 5 }, () => generator.uniform());
    };
    expect(stream('lime', 3)).toEqual(stream('lime', 3));
    const firsts = new Set(Array.from({ length: 1000 }, (_, image) => stream('lime', image)[0]));
    expect(firsts.size).toBe(1000);
    expect(stream('lime', 12)).not.toEqual(stream('lime', '12'));
  });

  it('continues from a stored state', () => {
    const generator = generatorFor(1);
    generator.uniform();
    const copy = generatorFromState(generator.state());
    expect(copy.uniform()).toBe(generator.uniform());
  });

  it('draws standard normals: mean 0, variance 1, kurtosis 3', () => {
    const generator = generatorFor(2);
    const draws = Array.from({ length: 100_000 }, () => generator.normal());
    const moment = (power: number) =>
      draws.reduce((sum, draw) => sum + draw ** power, 0) / draws.length;
    expect(Math.abs(moment(1))).toBeLessThan(0.02);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.03);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.15);
  });

  it('shuffles every order of three with about equal frequency', () => {
    const generator = generatorFor(3);
    const counts = new Map<string, number>();
    for (let round = 0; round < 6000; round++) {
      const order = generator.shuffle([0, 1, 2]).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('tosses a fair coin', () => {
    const generator = generatorFor(4);
    let heads = 0;
    for (let toss = 0; toss < 10_000; toss++) heads += generator.coin() ? 1 : 0;
    expect(Math.abs(heads - 5000)).toBeLessThan(200);
  });
});
