import { describe, expect, it } from 'vitest';
import { bootstrapEstimate, bootstrapMeans } from '../../compute/metrics/bootstrap.ts';
import {
  bootstrapStatistics,
  statisticDifference,
  statisticEstimate,
} from '../../compute/metrics/weightedBootstrap.ts';
import { generatorFor } from '../../compute/random/generator.ts';

const column = Float32Array.from({ length: 60 }, (_, index) => Math.sin(index));
const meanOf = (weights: Uint16Array) =>
  column.reduce((sum, value, image) => sum + value * weights[image]!, 0) / column.length;

describe('bootstrapStatistics', () => {
  it('of a mean is the bootstrap of means', () => {
    const means = bootstrapMeans([column], 500, generatorFor(1, 'same'));
    const statistics = bootstrapStatistics(60, [meanOf], 500, generatorFor(1, 'same'));
    const [expected, found] = [bootstrapEstimate(means, 0), statisticEstimate(statistics, 0)];
    expect(found.value).toBeCloseTo(expected.value, 10);
    expect(found.low).toBeCloseTo(expected.low, 10);
    expect(found.high).toBeCloseTo(expected.high, 10);
  });

  it('pairs differences: a statistic and itself differ by exactly 0', () => {
    const statistics = bootstrapStatistics(60, [meanOf, meanOf], 50, generatorFor(1, 'pairs'));
    expect(statisticDifference(statistics, 0, 1)).toEqual({ value: 0, low: 0, high: 0 });
  });

  it('refuses no images', () => {
    expect(() => bootstrapStatistics(0, [], 5, generatorFor(1, 'none'))).toThrow(/at least one/);
  });
});
