import type { Degradation, DegradationRow } from '../../compute/results/degradation.ts';
import type { RowGroup } from '../figures/dataTable.ts';
import type { ResultsTable } from './resultsTable.ts';

/** Accuracy after degradation: methods first, then controls, best first in each. */
export function degradationTable(degradation: Degradation): ResultsTable {
  const { rows, groups } = methodsThenControls(degradation.rows);
  return {
    sources: [degradation.header],
    data: {
      columns: [
        { name: 'ranking', title: 'Pixels ranked by' },
        { name: 'accuracy', title: 'Accuracy', style: 'percent' },
        { name: 'unchanged', title: 'Same prediction', style: 'percent' },
      ],
      rows: rows.map(({ title, accuracy, unchangedPredictions }) => [
        title,
        accuracy,
        unchangedPredictions,
      ]),
      groups,
    },
  };
}

/** Accuracy of each true class after degradation by each method and control, in per cent. */
export function classDegradationTable(
  degradation: Degradation,
  classNames: readonly string[],
): ResultsTable {
  const { rows, groups } = methodsThenControls(degradation.rows);
  return {
    sources: [degradation.header],
    data: {
      columns: [
        { name: 'ranking', title: 'Pixels ranked by' },
        ...classNames.map((name) => ({
          name: `class_${name}`,
          title: name,
          style: 'points' as const,
          digits: 0,
        })),
      ],
      rows: rows.map(({ title, classAccuracy }) => [title, ...classAccuracy]),
      groups,
    },
  };
}

function methodsThenControls(all: readonly DegradationRow[]) {
  const ranked = (kind: DegradationRow['kind']) =>
    all
      .filter((row) => row.kind === kind)
      .sort((first, second) => second.accuracy.value - first.accuracy.value);
  const methods = ranked('method');
  const groups: RowGroup[] = [
    { firstRow: 0, title: 'Methods' },
    { firstRow: methods.length, title: 'Controls, which know nothing of the network' },
  ];
  return { rows: [...methods, ...ranked('control')], groups };
}
