import { describe, expect, it } from 'vitest';
import {
  coinShare,
  leverageShare,
  limeEffectiveShare,
  limeWeight,
  logBinomial,
  shapleyKernelShare,
} from '../../src/figures/coalitionSizes.ts';

const PLAYERS = 6;
const sizes = Array.from({ length: PLAYERS + 1 }, (_, size) => size);
const inner = sizes.slice(1, -1);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** All coalitions as numbers of players shown, counted one by one. */
const counted = Array.from(
  { length: 2 ** PLAYERS },
  (_, coalition) => coalition.toString(2).replaceAll('0', '').length,
);

describe('shares of coalition sizes', () => {
  it('count coalitions', () => {
    for (const size of sizes) {
      const count = counted.filter((shown) => shown === size).length;
      expect(Math.exp(logBinomial(PLAYERS, size))).toBeCloseTo(count, 9);
      expect(coinShare(PLAYERS, size)).toBeCloseTo(count / counted.length, 12);
    }
  });

  it('add up to one', () => {
    expect(sum(sizes.map((size) => coinShare(PLAYERS, size)))).toBeCloseTo(1, 12);
    expect(sum(inner.map((size) => shapleyKernelShare(PLAYERS, size)))).toBeCloseTo(1, 12);
    expect(sum(inner.map(() => leverageShare(PLAYERS)))).toBeCloseTo(1, 12);
  });

  it('follow the Shapley kernel (Lundberg & Lee 2017, theorem 2) coalition by coalition', () => {
    const kernel = (size: number) =>
      (PLAYERS - 1) / (Math.exp(logBinomial(PLAYERS, size)) * size * (PLAYERS - size));
    const weights = counted.filter((size) => size > 0 && size < PLAYERS).map(kernel);
    for (const size of inner) {
      const count = counted.filter((shown) => shown === size).length;
      expect(shapleyKernelShare(PLAYERS, size)).toBeCloseTo(
        (count * kernel(size)) / sum(weights),
        12,
      );
    }
  });

  it('stay finite where the binomial coefficient overflows', () => {
    expect(coinShare(2000, 1000)).toBeCloseTo(Math.sqrt(2 / (Math.PI * 2000)), 5);
  });
});

describe('LIME’s kernel', () => {
  it('weighs the whole image 1 and less the fewer segments are shown', () => {
    expect(limeWeight(PLAYERS, PLAYERS)).toBe(1);
    const weights = sizes.map((size) => limeWeight(PLAYERS, size));
    expect(weights).toEqual([...weights].sort((first, second) => first - second));
    expect(limeWeight(PLAYERS, 0)).toBeCloseTo(Math.exp(-8), 12);
  });

  it('leaves an effective sample of the size that counting gives', () => {
    const weights = counted.map((size) => limeWeight(PLAYERS, size));
    const effective =
      sum(weights) ** 2 / sum(weights.map((weight) => weight ** 2)) / counted.length;
    expect(limeEffectiveShare(PLAYERS)).toBeCloseTo(effective, 10);
  });
});
