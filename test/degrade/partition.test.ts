import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestByPartition } from '../../compute/degrade/partition.ts';

interface GoldenPartition {
  readonly name: string;
  readonly values: readonly number[];
  readonly count: number;
  readonly positions: readonly number[];
}

const { argpartition } = JSON.parse(
  readFileSync(new URL('../golden/study_2021.json', import.meta.url), 'utf8'),
) as { argpartition: readonly GoldenPartition[] };

const ascending = (positions: Iterable<number>) => [...positions].sort((a, b) => a - b);

describe('the largest values by partition', () => {
  it.each(argpartition.map((golden) => ({ golden })))(
    'are those of bottleneck: $golden.name',
    ({ golden: { values, count, positions } }) => {
      expect(ascending(largestByPartition(values, count))).toEqual(positions);
    },
  );

  it('are the largest, each once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 60 }),
        fc.nat(60),
        (values, wanted) => {
          const count = Math.min(wanted, values.length);
          const found = largestByPartition(values, count);
          expect(new Set(found).size).toBe(count);
          const expected = values.toSorted((a, b) => b - a).slice(0, count);
          expect(Array.from(found, (at) => values[at]!).sort((a, b) => b - a)).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('refuses more than there are, and NaN', () => {
    expect(() => largestByPartition([1, 2], 3)).toThrow('3 largest of 2');
    expect(() => largestByPartition([1, NaN], 1)).toThrow('value 1 is NaN');
  });
});
