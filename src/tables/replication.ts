import type { Estimate } from '../../compute/results/estimate.ts';
import { REPLICATED_METHODS } from '../../compute/results/replication/faults.ts';
import type { PredictorResult } from '../../compute/results/uncertainty.ts';
import { bayesianResults } from '../results/bayesianResults.ts';
import { replicationResults, type ReplicatedDataset } from '../results/replicationResults.ts';
import { studyResults, type StudyResults } from '../results/studyResults.ts';
import type { ResultsTable } from './resultsTable.ts';
import type { Replication } from '../../compute/results/replication/replication.ts';
import type { Cell, RowGroup } from '../figures/dataTable.ts';

/** The study whose networks may refuse to answer. */
const BAYESIAN = 'bayesian';

/**
 * Accuracy of 2021 as reported, as committed, as described and corrected today: on the images of 2021,
 * and three ways on the same images, on which every order of corrections was tried.
 */
export function protocolsTable({ study }: StudyResults): ResultsTable {
  const results = replicationResults(study);
  const replications = results.datasets.map(({ id }) => results.replication(id));
  const rowsOf = (replication: Replication, place: number) => [
    ...replicatedGroups(replication, results.datasets[place]!.title),
    ...unreadableGroups(replication, results.datasets[place]!),
  ];
  const methods = replications.flatMap(rowsOf);
  return {
    sources: replications.map(({ header }) => header),
    data: {
      columns: [
        { name: 'protocol', title: 'Protocol' },
        { name: 'images', title: 'n', style: 'integer', digits: 0 },
        { name: 'accuracy', title: 'Accuracy, %', style: 'points', digits: 1 },
      ],
      rows: methods.flatMap(({ rows }) => rows),
      groups: groupsOf(methods),
    },
  };
}

interface TableGroup {
  readonly title: string;
  readonly rows: Cell[][];
}

function replicatedGroups(
  { images, imagesExamined, methods }: Replication,
  dataset: string,
): TableGroup[] {
  return methods.map(({ title, published, original, ours, examined }) => ({
    title: `${title}, ${dataset}`,
    rows: [
      ['As reported in 2021', images, published],
      ...(original === null
        ? []
        : [
            ['As committed, weights of 2021', images, original.committed],
            ['As described, weights of 2021', images, original.described],
          ]),
      ['As committed, our network', images, ours.committed],
      ['As described, our network', images, ours.described],
      ['As committed, the first of these images', imagesExamined, examined.committed],
      ['As described, the same images', imagesExamined, examined.described],
      ['Corrected, the same images', imagesExamined, examined.corrected],
    ],
  }));
}

/** Methods whose notebook on a data set cannot be read: what is left is the number of this report. */
function unreadableGroups(
  { methods }: Replication,
  { id, title: dataset }: ReplicatedDataset,
): TableGroup[] {
  return REPLICATED_METHODS.filter((method) => !methods.some((own) => own.id === method)).map(
    (method) => {
      const { rows, images } = studyResults(id).degradation();
      const own = rows.find((row) => row.id === method)!;
      return {
        title: `${own.title}, ${dataset}`,
        rows: [
          ['As reported in 2021: no readable copy', null, null],
          ['As in the rest of this report', images, own.accuracy],
        ],
      };
    },
  );
}

/** LIME of 2021 on CIFAR-10, on networks that differ in what they had seen when they were trained. */
export function replicatedNetworksTable({ study }: StudyResults): ResultsTable {
  const { header, networks } = replicationResults(study).networks('cifar10-lime');
  return {
    sources: [header],
    data: {
      columns: [
        { name: 'network', title: 'Network' },
        { name: 'intact', title: 'Intact, %', style: 'points', digits: 1 },
        { name: 'committed', title: 'As committed, %', style: 'points', digits: 1 },
        { name: 'described', title: 'As described, %', style: 'points', digits: 1 },
      ],
      rows: networks.map(({ title, intact, committed, described }) => [
        title,
        intact,
        committed,
        described,
      ]),
    },
  };
}

/** One group a method, under its title. */
function groupsOf(
  methods: readonly { readonly title: string; readonly rows: readonly unknown[] }[],
): RowGroup[] {
  let firstRow = 0;
  return methods.map(({ title, rows }) => {
    const group = { firstRow, title };
    firstRow += rows.length;
    return group;
  });
}

/** What each method suffered from, and what each correction adds. */
export function faultsTable({ study }: StudyResults): ResultsTable {
  const results = replicationResults(study);
  const replications = results.datasets.map(({ id }) => results.replication(id));
  const methods = replications.flatMap((own, place) =>
    own.methods.map(({ title, faults }) => ({
      title: `${title}, ${results.datasets[place]!.title}`,
      faults,
    })),
  );
  return {
    sources: replications.map(({ header }) => header),
    data: {
      columns: [
        { name: 'fault', title: 'Fault' },
        { name: 'was', title: 'In 2021' },
        { name: 'corrected', title: 'Here' },
        { name: 'share', title: 'On average', style: 'points', digits: 1 },
        { name: 'first', title: 'Alone', style: 'points', digits: 1, compact: true },
        { name: 'last', title: 'Last', style: 'points', digits: 1, compact: true },
      ],
      rows: methods.flatMap(({ faults }) =>
        faults.map(({ title, was, corrected, share, first, last }) => [
          title,
          was,
          corrected,
          share,
          first,
          last,
        ]),
      ),
      groups: groupsOf(methods.map(({ title, faults }) => ({ title, rows: faults }))),
    },
  };
}

/** The network that may refuse, in 2021 and today. */
export function bayesian2021Table({ study }: StudyResults): ResultsTable {
  const published = replicationResults(study).published();
  const { predictors, rules, images, header } = bayesianResults(BAYESIAN).uncertainty();
  const reported = (id: string) => published.figures.find((figure) => figure.id === id)!.value;
  const again = predictors.find(({ id }) => id === 'bayes-2021')!;
  const own = predictors.find(({ id }) => id === 'bayes')!;
  const ruleOf = (id: string) => rules.find((rule) => rule.id === id)!;
  const [rule2021, ruleOwn] = [ruleOf('median-2021'), ruleOf('median')];
  const withTen = ({ byNetworks }: PredictorResult) =>
    byNetworks.find(({ networks }) => networks === 10)?.accuracy ?? null;
  const refused = ({ value, low, high }: Estimate): Estimate => ({
    value: 1 - value,
    low: 1 - high,
    high: 1 - low,
  });
  return {
    sources: [published.header, header],
    data: {
      columns: [
        { name: 'measure', title: 'On the test images of MNIST' },
        { name: 'reported', title: '2021', style: 'points', digits: 1 },
        { name: 'again', title: 'Again', style: 'points', digits: 1 },
        { name: 'own', title: 'Ours', style: 'points', digits: 1 },
      ],
      rows: [
        [
          'Right when ten networks must answer, %',
          reported('bayesian-accuracy'),
          withTen(again),
          withTen(own),
        ],
        ['Right when a hundred must answer, %', null, again.accuracy, own.accuracy],
        [
          'Refused, %',
          reported('bayesian-refused')! / images,
          refused(rule2021.coverage),
          refused(ruleOwn.coverage),
        ],
        [
          'Right of those answered, %',
          reported('bayesian-answered-accuracy'),
          rule2021.accuracy,
          ruleOwn.accuracy,
        ],
      ],
    },
  };
}
