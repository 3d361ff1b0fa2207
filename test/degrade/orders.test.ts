import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ORDER_IDS, removalOrder } from '../../compute/degrade/orders.ts';
import { generatorFor } from '../../compute/random/generator.ts';

describe('removalOrder', () => {
  it('is by falling or by rising relevance, the sign included', () => {
    const relevance = Float32Array.of(0.5, -3, 2, 0);
    expect([...removalOrder('most-relevant-first', relevance, generatorFor(1))]).toEqual([
      2, 0, 3, 1,
    ]);
    expect([...removalOrder('least-relevant-first', relevance, generatorFor(1))]).toEqual([
      1, 3, 0, 2,
    ]);
  });

  it.each(ORDER_IDS)('%s holds every pixel once, ties at any place', (id) => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1 }), (values) => {
        const order = removalOrder(id, Float32Array.from(values), generatorFor(3));
        expect([...order].sort((a, b) => a - b)).toEqual([...values.keys()]);
      }),
    );
    const firsts = new Set<number>();
    for (let seed = 0; seed < 100; seed++) {
      firsts.add(removalOrder(id, new Float32Array(4), generatorFor(seed))[0]!);
    }
    expect(firsts.size).toBe(4);
  });
});
