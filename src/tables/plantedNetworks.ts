import type { StudyResults } from '../results/studyResults.ts';
import type { ResultsTable } from './resultsTable.ts';

/** What the networks of the study learned from, in the order of the table. */
const NETWORKS: readonly (readonly [network: string, title: string])[] = [
  ['single', 'one glyph'],
  ['pair', 'a glyph and a key, both needed'],
  ['absence', 'a glyph of black holes'],
  ['shortcut-50', 'one glyph; the mark of the class in 50\u202f%'],
  ['shortcut-90', 'one glyph; the mark of the class in 90\u202f%'],
  ['shortcut-100', 'one glyph; the mark of the class always'],
  ['blank', 'nothing: the glyph painted over'],
];

/** Accuracy of every planted network on training and test images of its own kind. */
export function plantedNetworksTable(results: StudyResults): ResultsTable {
  const rows = NETWORKS.map(([network, title]) => ({
    title,
    evaluation: results.evaluation(network),
    trainingImages: results.trainingLog(network).trainingImages,
  }));
  return {
    sources: rows.map(({ evaluation }) => evaluation.header),
    data: {
      columns: [
        { name: 'evidence', title: 'The class is told by' },
        { name: 'training_images', title: 'Learned from', style: 'integer', digits: 0 },
        { name: 'training_accuracy', title: 'Training', style: 'points', digits: 1 },
        { name: 'test_accuracy', title: 'Test accuracy, %', style: 'points', digits: 1 },
      ],
      rows: rows.map(({ title, evaluation, trainingImages }) => [
        title,
        trainingImages,
        evaluation.training.accuracy.value,
        evaluation.test.accuracy,
      ]),
    },
  };
}
