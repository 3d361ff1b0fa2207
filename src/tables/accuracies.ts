import type { StudyResults } from '../results/studyResults.ts';
import type { ResultsTable } from './resultsTable.ts';

/** Accuracy of every network of a study on training and test images, with Wilson intervals. */
export function accuracyTable(results: StudyResults): ResultsTable {
  const evaluations = results.networks.map((network) => results.evaluation(network));
  const rows = evaluations.flatMap((evaluation) =>
    (['training', 'test'] as const).map((part) => {
      const { images, accuracy, crossEntropy } = evaluation[part];
      return [part, evaluation.network, images, accuracy, crossEntropy];
    }),
  );
  return {
    sources: evaluations.map(({ header }) => header),
    data: {
      columns: [
        { name: 'images', title: 'Images' },
        { name: 'network', title: 'Network' },
        { name: 'count', title: 'n', style: 'integer', digits: 0 },
        { name: 'accuracy', title: 'Accuracy', style: 'percent' },
        { name: 'cross_entropy', title: 'Cross-entropy', digits: 4 },
      ],
      rows,
    },
  };
}

/** Accuracy of every network on the test images of each class, with Wilson intervals. */
export function classAccuracyTable(results: StudyResults): ResultsTable {
  const evaluations = results.networks.map((network) => results.evaluation(network));
  const classNames = evaluations[0]?.classNames ?? [];
  return {
    sources: evaluations.map(({ header }) => header),
    data: {
      columns: [
        { name: 'class', title: 'Class' },
        ...evaluations.map(({ network }) => ({
          name: `accuracy_${network}`,
          title: `Network ${network}`,
          style: 'percent' as const,
        })),
      ],
      rows: classNames.map((name, position) => [
        name,
        ...evaluations.map(({ test }) => test.classAccuracy[position]!),
      ]),
    },
  };
}
