import type { Degradation } from '../../compute/results/degradation.ts';
import type { DataTable } from '../figures/dataTable.ts';
import { formatInterval } from '../results/numberFormat.ts';

/** Accuracy after degradation: methods first, then controls, best first in each. */
export function degradationTable({ rows }: Degradation): DataTable {
  const ranked = (kind: 'method' | 'control') =>
    rows
      .filter((row) => row.kind === kind)
      .sort((first, second) => second.accuracy.value - first.accuracy.value);
  return {
    columns: [
      { name: 'ranking', title: 'Pixels ranked by' },
      { name: 'kind', title: 'Kind' },
      { name: 'accuracy', title: 'Accuracy', style: 'percent' },
      { name: 'interval', title: '95 % interval' },
      { name: 'unchanged', title: 'Same prediction', style: 'percent' },
    ],
    rows: [...ranked('method'), ...ranked('control')].map(
      ({ title, kind, accuracy, unchangedPredictions }) => [
        title,
        kind,
        accuracy.value,
        formatInterval(accuracy, 'percent', 2),
        unchangedPredictions,
      ],
    ),
  };
}

/** Accuracy of each true class after degradation by each method and control. */
export function classDegradationTable(
  { rows }: Degradation,
  classNames: readonly string[],
): DataTable {
  return {
    columns: [
      { name: 'ranking', title: 'Pixels ranked by' },
      ...classNames.map((name) => ({ name, title: name, style: 'points' as const, digits: 0 })),
    ],
    rows: rows.map(({ title, classAccuracy }) => [title, ...classAccuracy]),
  };
}
