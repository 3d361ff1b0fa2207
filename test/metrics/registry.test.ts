import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { focus } from '../../compute/metrics/localisation/focus.ts';
import { METRIC_CATEGORIES, type MetricDescription } from '../../compute/metrics/metric.ts';
import { METRICS, metricById } from '../../compute/metrics/registry.ts';

/** Focus is measured on mosaics alone, so that no registry offers it for maps of other images. */
const DEFINITIONS: readonly MetricDescription[] = [...METRICS, focus];

const FOLDER = path.resolve(import.meta.dirname, '../../compute/metrics');

/** Ids of everything that a file of the folder exports and that says what it measures. */
async function definedIds(): Promise<string[]> {
  const files = METRIC_CATEGORIES.flatMap((category) =>
    readdirSync(path.join(FOLDER, category)).map((file) => path.join(FOLDER, category, file)),
  );
  const modules = await Promise.all(
    files.map(async (file) => (await import(file)) as Record<string, unknown>),
  );
  const isDefinition = (value: unknown): value is MetricDescription =>
    typeof value === 'object' && value !== null && 'id' in value && 'measure' in value;
  return modules.flatMap((exported) =>
    Object.values(exported)
      .filter(isDefinition)
      .map(({ id }) => id),
  );
}

describe('registry of metrics', () => {
  it('leaves out no metric that a file defines, but focus', async () => {
    expect((await definedIds()).sort()).toEqual(DEFINITIONS.map(({ id }) => id).sort());
    expect(() => metricById(focus.id)).toThrow(/no metric focus/);
  });

  it('names each metric once', () => {
    expect(new Set(DEFINITIONS.map(({ id }) => id)).size).toBe(DEFINITIONS.length);
    expect(new Set(DEFINITIONS.map(({ name }) => name)).size).toBe(DEFINITIONS.length);
  });

  it.each(METRICS.map((metric) => [metric.id, metric] as const))('%s is found', (id, metric) => {
    expect(metricById(id)).toBe(metric);
  });

  it.each(DEFINITIONS.map((metric) => [metric.id, metric] as const))(
    '%s says what it is',
    (id, metric) => {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(metric.name).not.toBe('');
      expect(METRIC_CATEGORIES).toContain(metric.category);
      expect(metric.range[0]).toBeLessThan(metric.range[1]);
      expect(metric.source).toMatch(/\b(19|20)\d\d\b/);
    },
  );

  it('names the metrics there are when asked for another', () => {
    expect(() => metricById('beauty')).toThrow(/no metric beauty; there are .*pixel-flipping/);
  });
});
