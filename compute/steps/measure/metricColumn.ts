import type { MetricDescription } from '../../metrics/metric.ts';
import { bootstrapEstimate, bootstrapMeans } from '../../metrics/bootstrap.ts';
import { pairedComparisons } from '../../metrics/pairedComparison.ts';
import { generatorFor } from '../../random/generator.ts';
import type { MetricTableColumn } from '../../results/metricTable.ts';

/** Where two rows count as different. */
const LEVEL = 0.05;
/** Images whose own numbers are kept, so that anybody can compute them again. */
const SAMPLE = 64;

/**
 * One metric of all rows: means with bootstrap intervals over images, the best row, and the rows that
 * cannot be told from it, by paired bootstrap with Holm's correction for all comparisons with the best.
 * @param values one array a row, one number an image; undefined where a row was not measured
 * @throws RangeError when no row was measured or a value is not finite
 */
export function metricColumn(
  metric: MetricDescription,
  rows: readonly string[],
  values: readonly (Float32Array | undefined)[],
  resamples: number,
  seed: number,
): MetricTableColumn {
  const measured = rows.flatMap((row, index) => {
    const own = values[index];
    return own ? [{ row, own }] : [];
  });
  const columns = measured.map(({ own }) => own);
  const bootstrap = bootstrapMeans(columns, resamples, generatorFor(seed, 'metric', metric.id));
  const sign = metric.direction === 'higher' ? 1 : -1;
  const best = bootstrap.means.reduce(
    (leader, mean, index) => (sign * mean > sign * bootstrap.means[leader]! ? index : leader),
    0,
  );
  const others = measured.map((_, index) => index).filter((index) => index !== best);
  const compared = pairedComparisons(
    columns,
    resamples,
    generatorFor(seed, 'comparison', metric.id),
    others.map((other) => [best, other] as const),
  );
  let next = 0;
  const unbounded = (limit: number) => (Number.isFinite(limit) ? limit : null);
  return {
    id: metric.id,
    name: metric.name,
    category: metric.category,
    direction: metric.direction,
    range: [unbounded(metric.range[0]), unbounded(metric.range[1])],
    source: metric.source,
    images: columns[0]!.length,
    cells: values.map((own) =>
      own
        ? { mean: bootstrapEstimate(bootstrap, next++), values: [...own.subarray(0, SAMPLE)] }
        : null,
    ),
    best: measured[best]!.row,
    tied: compared
      .filter(({ correctedPValue }) => correctedPValue > LEVEL)
      .map(({ second }) => measured[second]!.row),
  };
}
