import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complexity } from '../../../compute/metrics/complexity/complexity.ts';
import { effectiveComplexity } from '../../../compute/metrics/complexity/effectiveComplexity.ts';
import { COMPLEXITY_METRICS } from '../../../compute/metrics/complexity/index.ts';
import { sparseness } from '../../../compute/metrics/complexity/sparseness.ts';
import { generatorFor } from '../../../compute/random/generator.ts';

const golden = JSON.parse(
  readFileSync(new URL('../../golden/metrics.json', import.meta.url), 'utf8'),
) as {
  readonly 'sparseness_gini_abs_sin_0.7k_k1..16': number;
  readonly complexity_entropy_same: number;
  readonly onehot16: { readonly gini_exact: number; readonly entropy: number };
  readonly halfhot16: { readonly gini_exact: number; readonly entropy: number };
};

const sine = Float32Array.from({ length: 16 }, (_, index) => Math.sin(0.7 * (index + 1)));
const oneHot = Float32Array.from({ length: 16 }, (_, index) => (index === 5 ? -3 : 0));
const halfHot = Float32Array.from({ length: 16 }, (_, index) => (index % 2 ? 0.25 : 0));
const flat = new Float32Array(16).fill(-2);
const nothing = new Float32Array(16);

describe('exact values', () => {
  it('of the Gini index', () => {
    expect(sparseness.measure(sine)).toBeCloseTo(golden['sparseness_gini_abs_sin_0.7k_k1..16'], 6);
    expect(sparseness.measure(oneHot)).toBe(golden.onehot16.gini_exact);
    expect(sparseness.measure(halfHot)).toBe(golden.halfhot16.gini_exact);
    expect([sparseness.measure(flat), sparseness.measure(nothing)]).toEqual([0, 0]);
  });

  it('of the entropy', () => {
    expect(complexity.measure(sine)).toBeCloseTo(golden.complexity_entropy_same, 6);
    expect(complexity.measure(oneHot)).toBe(golden.onehot16.entropy);
    expect(complexity.measure(halfHot)).toBeCloseTo(golden.halfhot16.entropy, 12);
    expect(complexity.measure(flat)).toBeCloseTo(Math.log(16), 12);
    expect(complexity.measure(nothing)).toBeCloseTo(Math.log(16), 12);
  });

  it('of the effective complexity', () => {
    expect(effectiveComplexity.measure(sine)).toBe(1);
    expect(effectiveComplexity.measure(oneHot)).toBe(1 / 16);
    expect(effectiveComplexity.measure(halfHot)).toBe(0.5);
    expect(effectiveComplexity.measure(Float32Array.of(1, 1.1e-5, -0.9e-5, 0))).toBe(0.5);
    expect([effectiveComplexity.measure(flat), effectiveComplexity.measure(nothing)]).toEqual([
      1, 1,
    ]);
  });
});

const maps = fc
  .array(fc.integer({ min: -8, max: 8 }), { minLength: 1, maxLength: 20 })
  .map((values) => Float32Array.from(values));

describe.each(COMPLEXITY_METRICS.map((metric) => [metric.id, metric] as const))(
  '%s',
  (_, metric) => {
    it('says what it is', () => {
      expect(metric).toMatchObject({ category: 'complexity', needs: [] });
      expect(metric.source).toMatch(/\d{4}/);
    });

    it('prefers one relevant pixel to equal ones, with the others in between', () => {
      const better = (first: Float32Array, second: Float32Array) =>
        (metric.measure(first) - metric.measure(second)) * (metric.direction === 'higher' ? 1 : -1);
      expect(better(oneHot, halfHot)).toBeGreaterThan(0);
      expect(better(halfHot, flat)).toBeGreaterThan(0);
      expect(metric.measure(nothing)).toBeCloseTo(metric.measure(flat), 12);
    });

    it('does not depend on sign, scale or order, and stays in its range', () => {
      fc.assert(
        fc.property(maps, fc.integer(), (map, seed) => {
          const value = metric.measure(map);
          expect(value >= metric.range[0] && value <= metric.range[1]).toBe(true);
          const shuffled = generatorFor(seed).shuffle(map.map((relevance) => -4 * relevance));
          expect(metric.measure(shuffled)).toBeCloseTo(value, 9);
        }),
      );
    });

    it('refuses what it cannot measure, and leaves the map as it is', () => {
      expect(() => metric.measure(Float32Array.of(1, NaN))).toThrow('relevance of pixel 1 is NaN');
      expect(() => metric.measure(Float32Array.of(-Infinity))).toThrow(RangeError);
      expect(() => metric.measure(new Float32Array())).toThrow('a map without pixels');
      const map = sine.slice();
      metric.measure(map);
      expect(map).toEqual(sine);
    });
  },
);
