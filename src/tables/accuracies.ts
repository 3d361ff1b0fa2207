import type { DataTable } from '../figures/dataTable.ts';
import { formatInterval } from '../results/numberFormat.ts';
import type { StudyResults } from '../results/studyResults.ts';

/** Accuracy of every network of a study on training and test images, with Wilson intervals. */
export function accuracyTable(results: StudyResults): DataTable {
  return {
    columns: [
      { name: 'network', title: 'Network' },
      { name: 'parameters', title: 'Parameters', style: 'integer', digits: 0 },
      { name: 'images', title: 'Images' },
      { name: 'count', title: 'n', style: 'integer', digits: 0 },
      { name: 'accuracy', title: 'Accuracy', style: 'percent' },
      { name: 'interval', title: '95 % interval' },
      { name: 'cross_entropy', title: 'Cross-entropy', digits: 4 },
    ],
    rows: results.networks.flatMap((network) => {
      const evaluation = results.evaluation(network);
      const { parameters } = results.trainingLog(network).network;
      return (['training', 'test'] as const).map((part) => {
        const { images, accuracy, crossEntropy } = evaluation[part];
        return [
          network,
          parameters,
          part,
          images,
          accuracy.value,
          formatInterval(accuracy, 'percent', 2),
          crossEntropy,
        ];
      });
    }),
  };
}
