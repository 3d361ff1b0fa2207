import type { MetricTableColumn } from '../../../compute/results/metricTable.ts';

/** Which way is better. */
export const arrowOf = ({ direction }: Pick<MetricTableColumn, 'direction'>): string =>
  direction === 'higher' ? '↑' : '↓';
