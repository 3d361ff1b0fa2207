import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderByRelevance } from '../../compute/degrade/order.ts';
import { generatorFor } from '../../compute/random/generator.ts';

describe('orderByRelevance', () => {
  it('puts the most relevant first, whatever the signs', () => {
    const relevance = Float32Array.of(0.5, -3, 2, -0.25, 1e-30, -1e-30, 7);
    expect([...orderByRelevance(relevance, generatorFor(1))]).toEqual([6, 2, 0, 4, 5, 3, 1]);
  });

  it('is a permutation whose relevances never rise', () => {
    fc.assert(
      fc.property(
        fc.float32Array({ noNaN: true, minLength: 1, maxLength: 60 }),
        fc.integer(),
        (relevance, seed) => {
          const order = orderByRelevance(relevance, generatorFor(seed));
          expect(new Set(order).size).toBe(relevance.length);
          for (let rank = 1; rank < order.length; rank++) {
            expect(relevance[order[rank - 1]!]!).toBeGreaterThanOrEqual(relevance[order[rank]!]!);
          }
        },
      ),
    );
  });

  it('breaks ties evenly: each of four equal pixels comes first about a quarter of the time', () => {
    const counts = [0, 0, 0, 0];
    for (let seed = 0; seed < 2000; seed++) {
      const first = orderByRelevance(Float32Array.of(-0, 0, 0, -0), generatorFor(seed))[0]!;
      counts[first] = counts[first]! + 1;
    }
    for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(100);
  });

  it('gives the same order for the same seed', () => {
    const relevance = new Float32Array(100);
    expect(orderByRelevance(relevance, generatorFor(3))).toEqual(
      orderByRelevance(relevance, generatorFor(3)),
    );
  });

  it('names the pixel whose relevance is NaN', () => {
    expect(() => orderByRelevance(Float32Array.of(1, NaN), generatorFor(1))).toThrow(/pixel 1/);
  });
});
