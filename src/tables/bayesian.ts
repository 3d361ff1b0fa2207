import type { MovedAnswers } from '../../compute/results/compressed.ts';
import type { Estimate } from '../../compute/results/estimate.ts';
import { bayesianResults } from '../results/bayesianResults.ts';
import { formatNumber } from '../results/numberFormat.ts';
import type { StudyResults } from '../results/studyResults.ts';
import type { ResultsTable } from './resultsTable.ts';

/** How often each predictor is right when it must answer, and how well it knows. */
export function predictorTable({ study }: StudyResults): ResultsTable {
  const { predictors, header } = bayesianResults(study).uncertainty();
  return {
    sources: [header],
    data: {
      columns: [
        { name: 'predictor', title: 'Predictor' },
        { name: 'networks', title: 'Networks', style: 'integer', digits: 0 },
        { name: 'accuracy', title: 'Accuracy, %', style: 'points' },
        { name: 'negative_log_likelihood', title: 'NLL, nats', digits: 3 },
        { name: 'calibration_error', title: 'ECE, %', style: 'points' },
      ],
      rows: predictors.map((own) => [
        own.title,
        own.networks,
        own.accuracy,
        own.negativeLogLikelihood,
        own.calibrationError,
      ]),
    },
  };
}

/** Every rule of refusal: what it promised, how much it answers, and how well. */
export function refusalTable({ study }: StudyResults): ResultsTable {
  const { rules, predictors, header } = bayesianResults(study).uncertainty();
  const titleOf = (id: string) => predictors.find((predictor) => predictor.id === id)!.title;
  const stated = [...new Set(rules.map(({ statedCoverage }) => statedCoverage))];
  const sorted = stated.map((coverage) =>
    rules.filter(({ statedCoverage }) => statedCoverage === coverage),
  );
  let firstRow = 0;
  const groups = sorted.map((own) => {
    const { statedCoverage } = own[0]!;
    const title =
      statedCoverage === null
        ? 'Threshold as in 2021'
        : `Threshold chosen to answer ${formatNumber(statedCoverage, 'percent')} of held-out images`;
    const group = { firstRow, title };
    firstRow += own.length;
    return group;
  });
  return {
    sources: [header],
    data: {
      columns: [
        { name: 'predictor', title: 'Predictor' },
        { name: 'rule', title: 'Rule' },
        { name: 'coverage', title: 'Answered, %', style: 'points' },
        { name: 'accuracy', title: 'Right of these, %', style: 'points' },
        { name: 'refused_wrong', title: 'Wrong of refused, %', style: 'points', digits: 0 },
      ],
      rows: sorted.flat().map((rule) => [
        titleOf(rule.predictor),
        rule.title,
        rule.coverage,
        rule.accuracy,
        // Of none, no share can be wrong.
        rule.refused === 0 ? null : rule.refusedWrong,
      ]),
      groups,
    },
  };
}

/** Share of each set of images that every rule refuses: columns are sets, familiar digits first. */
export function refusedSetsTable({ study }: StudyResults): ResultsTable {
  const { predictors, header } = bayesianResults(study).unfamiliar();
  const { sets: columns } = predictors[0]!;
  const rows = predictors.flatMap(({ title, rules, sets }) =>
    rules.map((rule, index) => {
      const shares = sets.map(({ refused }) => refused[index]!);
      return [title, rule.title, ...shares.map(({ value }) => value), widest(shares)];
    }),
  );
  return {
    sources: [header],
    data: {
      columns: [
        { name: 'predictor', title: 'Predictor' },
        { name: 'rule', title: 'Rule' },
        ...columns.map(({ id, title }) => ({
          name: `refused_${id.replaceAll('-', '_')}`,
          title: title === 'familiar' ? 'MNIST' : title,
          style: 'points' as const,
          digits: 1,
        })),
        { name: 'widest_half_interval', title: '± at most', style: 'points', digits: 1 },
      ],
      rows,
    },
  };
}

const ROC_SCORES = [
  { key: 'entropy', title: 'Entropy' },
  { key: 'mutualInformation', title: 'Mutual information' },
] as const;

/** How well scores tell unfamiliar images from familiar ones: areas under the ROC curve, set by set. */
export function rocAreaTable({ study }: StudyResults): ResultsTable {
  const results = bayesianResults(study);
  const { predictors, header } = results.unfamiliar();
  const asked = new Map(results.uncertainty().predictors.map((own) => [own.id, own.networks]));
  const unfamiliar = predictors[0]!.sets.filter(({ rocArea }) => rocArea !== null);
  const rows = ROC_SCORES.flatMap(({ key, title: score }) =>
    predictors
      // A network alone has nobody to disagree with.
      .filter(({ id }) => key === 'entropy' || asked.get(id)! > 1)
      .map(({ title, sets }) => {
        const areas = sets.flatMap(({ rocArea }) => (rocArea ? [rocArea[key]] : []));
        return [title, score, ...areas.map(({ value }) => value), widest(areas)];
      }),
  );
  return {
    sources: [header],
    data: {
      columns: [
        { name: 'predictor', title: 'Predictor' },
        { name: 'score', title: 'Score' },
        ...unfamiliar.map(({ id, title }) => ({
          name: `roc_area_${id.replaceAll('-', '_')}`,
          title,
          digits: 3,
        })),
        { name: 'widest_half_interval', title: '± at most', digits: 3 },
      ],
      rows,
    },
  };
}

/** What the table says of answers that moved. */
type Movement = Pick<
  MovedAnswers,
  'changedAnswers' | 'entropyDifference' | 'mutualInformationDifference'
>;

/**
 * What shorter posteriors cost. 8 bits are held against 32; the compressed posterior, and other networks
 * drawn by lot, against 8 bits.
 */
export function quantisedTable({ study }: StudyResults): ResultsTable {
  const results = bayesianResults(study);
  const [rounded, compressed] = [results.quantised('bayes'), results.compressed('bayes')];
  const moved = (own: Movement) => [
    own.changedAnswers,
    own.entropyDifference,
    own.mutualInformationDifference,
  ];
  return {
    sources: [rounded.header, compressed.header],
    data: {
      columns: [
        { name: 'posterior', title: 'Posterior' },
        { name: 'bytes', title: 'Bytes', style: 'integer', digits: 0 },
        { name: 'accuracy', title: 'Accuracy, %', style: 'points' },
        { name: 'changed', title: 'Answers changed', style: 'integer', digits: 0 },
        { name: 'entropy_difference', title: 'Entropy moved, nats', digits: 4 },
        {
          name: 'mutual_information_difference',
          title: 'Mutual information moved, nats',
          digits: 4,
        },
      ],
      rows: [
        ['32 bits', rounded.fullBytes, rounded.fullAccuracy, null, null, null],
        ['8 bits', rounded.bytes, rounded.accuracy, ...moved(rounded)],
        ['Compressed', compressed.bytes, compressed.accuracy, ...moved(compressed.moved)],
        ['Redrawn', null, null, ...moved(compressed.redrawn)],
      ],
    },
  };
}

/** Half the width of the widest of some intervals. */
function widest(estimates: readonly Estimate[]): number {
  return Math.max(...estimates.map(({ low, high }) => (high - low) / 2));
}
