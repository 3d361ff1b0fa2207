import { describe, expect, it } from 'vitest';
import { generatorFor } from '../../../compute/random/generator.ts';
import {
  keptArea,
  largestPositions,
  rankedValues,
} from '../../../compute/steps/replication/keptPixels.ts';
import { shapleyShares } from '../../../compute/steps/replication/shapleyShares.ts';
import {
  faultsOf,
  isCorrected,
  mapWorld,
  worldCorrecting,
  worldsOf,
} from '../../../compute/steps/replication/worlds.ts';

const never = () => {
  throw new Error('nothing is left to chance here');
};

describe('worlds of faults', () => {
  const faults = faultsOf('lrp', ['fill', 'index', 'map', 'rule']);

  it('have the faults of the map first, and those alone decide it', () => {
    expect(faults.map(({ id }) => id)).toEqual(['map', 'rule', 'index', 'fill']);
    expect(worldsOf(faults, 'all').length).toBe(16);
    expect(new Set(worldsOf(faults, 'all').map((world) => mapWorld(faults, world))).size).toBe(4);
    expect(() => faultsOf('lime', ['rule'])).toThrow(/lime has no fault rule; it has segments/);
  });

  it('are all corrected where the fault is not in the list', () => {
    expect(isCorrected(faults, 0, 'map')).toBe(false);
    expect(isCorrected(faults, 0, 'ties')).toBe(true);
    expect(isCorrected(faults, 4, 'index')).toBe(true);
  });

  it('as described, have what departed from the description put right', () => {
    const described = worldCorrecting(faults, ['departure']);
    expect(
      ['map', 'rule', 'index', 'fill'].map((id) => isCorrected(faults, described, id)),
    ).toEqual([true, false, true, true]);
    expect(worldsOf(faults, 'of-2021')).toEqual([0, described]);
  });
});

describe('what 2021 kept', () => {
  it('were pixels at the wrong place, and fewer, where positions of channels were read as pixels', () => {
    // One bright pixel, the last of four, in three equal channels: positions 9, 10 and 11.
    const map = Float32Array.of(0, 0, 0, 0.2, 0.2, 0.2, 0.1, 0.1, 0.1, 1, 1, 1);
    const wrong = faultsOf('lrp', ['index', 'ties']);
    const values = rankedValues(wrong, 0, map, 4);
    expect([...largestPositions(wrong, 0, values, 3, never)].sort((a, b) => a - b)).toEqual([
      9, 10, 11,
    ]);
    const right = rankedValues(wrong, 1, map, 4);
    expect([...largestPositions(wrong, 1, right, 1, never)]).toEqual([3]);
  });

  it('had channels weighed as the eye does', () => {
    const faults = faultsOf('lrp', ['channels']);
    const map = Float32Array.of(1, 0, 0, 0, 0.5, 0);
    expect([...rankedValues(faults, 0, map, 2)].map((own) => own.toFixed(4))).toEqual([
      '0.2125',
      '0.3577',
    ]);
    expect([...rankedValues(faults, 1, map, 2)]).toEqual([1, 0.5]);
  });

  it('was 156 pixels and a square of 28, whatever the image', () => {
    const faults = faultsOf('lime', ['area']);
    const cifar = keptArea(faults, 0, [32, 32, 3], 0.2);
    expect(cifar.count).toBe(156);
    const replaced = Array.from({ length: 1024 }, (_, pixel) => cifar.replaces(pixel));
    expect(replaced.filter(Boolean).length).toBe(784);
    expect([replaced[27], replaced[28], replaced[28 * 32]]).toEqual([true, false, false]);
    const whole = keptArea(faults, 1, [32, 32, 3], 0.2);
    expect([whole.count, whole.replaces(1023)]).toEqual([205, true]);
  });

  it('breaks ties by lot once that is corrected', () => {
    const faults = faultsOf('lime', ['ties']);
    const flat = new Float32Array(40);
    const draw = (seed: number) =>
      [...largestPositions(faults, 1, flat, 8, () => generatorFor(seed))].sort((a, b) => a - b);
    expect(draw(1)).not.toEqual(draw(2));
    expect(largestPositions(faults, 0, flat, 8, never)).toEqual(
      largestPositions(faults, 0, flat, 8, never),
    );
  });
});

describe('Shapley values of corrections', () => {
  const count = 4;
  const worlds = Array.from({ length: 2 ** count }, (_, world) => world);
  const valueOf = new Map(
    worlds.map((world) => [
      world,
      Float32Array.from({ length: 3 }, (_, image) => Math.sin(2.3 * world * (image + 1))),
    ]),
  );
  const shares = shapleyShares(valueOf, count);

  it('add up to the whole difference, for every image', () => {
    for (let image = 0; image < 3; image++) {
      const sum = shares.reduce((total, own) => total + own[image]!, 0);
      expect(sum).toBeCloseTo(valueOf.get(15)![image]! - valueOf.get(0)![image]!, 5);
    }
  });

  it('are the mean over all orders, one after the other', () => {
    const orders = permutations([0, 1, 2, 3]);
    for (let fault = 0; fault < count; fault++) {
      let total = 0;
      for (const order of orders) {
        const before = order
          .slice(0, order.indexOf(fault))
          .reduce((world, own) => world | (1 << own), 0);
        total += valueOf.get(before | (1 << fault))![1]! - valueOf.get(before)![1]!;
      }
      expect(shares[fault]![1]!).toBeCloseTo(total / orders.length, 5);
    }
  });
});

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}
