import { describe, expect, it } from 'vitest';
import { METRIC_CATEGORIES } from '../../compute/metrics/metric.ts';
import { METRICS, metricById } from '../../compute/metrics/registry.ts';

describe('registry of metrics', () => {
  it('names each metric once', () => {
    expect(new Set(METRICS.map(({ id }) => id)).size).toBe(METRICS.length);
    expect(new Set(METRICS.map(({ name }) => name)).size).toBe(METRICS.length);
  });

  it.each(METRICS.map((metric) => [metric.id, metric] as const))(
    '%s says what it is',
    (id, metric) => {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(metric.name).not.toBe('');
      expect(METRIC_CATEGORIES).toContain(metric.category);
      expect(metric.range[0]).toBeLessThan(metric.range[1]);
      expect(metric.source).toMatch(/\b(19|20)\d\d\b/);
      expect(metricById(id)).toBe(metric);
    },
  );

  it('names the metrics there are when asked for another', () => {
    expect(() => metricById('beauty')).toThrow(/no metric beauty; there are .*pixel-flipping/);
  });
});
