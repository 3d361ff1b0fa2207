import { z } from 'zod';
import { calibrationBins, expectedCalibrationError } from '../../metrics/calibration.ts';
import {
  answeringOrder,
  riskAtCoverage,
  riskCoverageArea,
  type AnsweringOrder,
} from '../../metrics/riskCoverage.ts';
import {
  bootstrapStatistics,
  statisticDifference,
  statisticEstimate,
} from '../../metrics/weightedBootstrap.ts';
import { wilsonInterval } from '../../metrics/wilson.ts';
import type { Step, UnitContext } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import {
  uncertaintySchema,
  type Ranking,
  type RuleResult,
  type UncertaintyResults,
} from '../../results/uncertainty.ts';
import { requireFile } from '../binary.ts';
import { readAnswers, readLabelledAnswers, type LabelledAnswers } from './answers.ts';
import { countRefused, doubtScores, readyRule, refusalRuleSchema, SCORES } from './doubtScores.ts';

const parametersSchema = z.strictObject({
  dataset: z.string(),
  /** Sets of the asking steps: test images, and images that no network learned from. */
  test: z.string().default('test'),
  heldOut: z.string().default('held-out'),
  predictors: z
    .array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        /** Name of the asking step. */
        answers: z.string(),
        /** By which the surest images are chosen. */
        scores: z.array(z.strictObject({ score: z.enum(SCORES), title: z.string() })),
      }),
    )
    .min(1),
  rules: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      predictor: z.string(),
      rule: refusalRuleSchema,
    }),
  ),
  /** Share of the test images that the study of 2021 answered. */
  coverage2021: z.number().gt(0).max(1),
  curvePoints: z.number().int().min(2).default(100),
  bootstrapResamples: z.number().int().positive().default(1000),
});

type Parameters = z.infer<typeof parametersSchema>;

interface Predictor {
  readonly chosen: Parameters['predictors'][number];
  readonly answers: LabelledAnswers;
}

/** A way to rank images, and what is measured of it. */
interface RankedImages {
  readonly entry: Pick<Ranking, 'id' | 'predictor' | 'score' | 'title'>;
  readonly order: AnsweringOrder;
  readonly wrong: Uint8Array;
}

/** Accuracy, calibration, risk against coverage and refusals of several predictors, side by side. */
export const assessUncertainty: Step<Parameters> = {
  id: 'assess-uncertainty',
  summary: 'calibration, risk against coverage, and refusals',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ predictors }) => ({
    datasets: [],
    steps: [...new Set(predictors.map(({ answers }) => answers))],
  }),
  units: () => ['all'],
  runUnit: async (context) =>
    new Map([['uncertainty.json', serialiseArtefact(uncertaintySchema, await assess(context))]]),
  collect: async ({ unit }) => ({
    results: new Map([['uncertainty.json', requireFile(await unit('all'), 'uncertainty.json')]]),
  }),
};

async function assess(context: UnitContext<Parameters>): Promise<UncertaintyResults> {
  const { parameters, inputs, seed } = context;
  const { test, heldOut, coverage2021, bootstrapResamples } = parameters;
  const predictors: Predictor[] = [];
  for (const chosen of parameters.predictors) {
    predictors.push({ chosen, answers: await readLabelledAnswers(inputs, chosen.answers, test) });
  }
  const rankings = predictors.flatMap(rankedImages);
  const { images } = predictors[0]!.answers;
  const statistics = [
    ...predictors.flatMap(({ answers }) => [
      weightedMean(negativeLogLikelihoods(answers)),
      (weights: Uint16Array) =>
        expectedCalibrationError(answers.confidence, answers.correct, weights),
    ]),
    ...rankings.flatMap(({ order, wrong }) => [
      (weights: Uint16Array) => riskCoverageArea(order, wrong, weights),
      (weights: Uint16Array) => 1 - riskAtCoverage(order, wrong, coverage2021, weights),
    ]),
  ];
  const generator = generatorFor(seed, 'bootstrap');
  const bootstrap = bootstrapStatistics(images, statistics, bootstrapResamples, generator);
  const estimate = (index: number) => statisticEstimate(bootstrap, index);
  const firstRanking = 2 * predictors.length;
  const { study, step, engine } = context;
  return {
    header: { study, step, seed, engine: engine.description },
    dataset: parameters.dataset,
    images,
    heldOutImages: (await readAnswers(inputs, predictors[0]!.chosen.answers, heldOut)).images,
    bootstrapResamples,
    coverage2021,
    predictors: predictors.map(({ chosen: { id, title }, answers }, index) => {
      const { correct, confidence, milestones } = answers;
      const right = correct.reduce((sum, value) => sum + value, 0);
      return {
        id,
        title,
        networks: milestones.at(-1)!.networks,
        correct: right,
        accuracy: wilsonInterval(right, images),
        negativeLogLikelihood: estimate(2 * index),
        calibrationError: estimate(2 * index + 1),
        meanConfidence: confidence.reduce((sum, value) => sum + value, 0) / images,
        bins: calibrationBins(confidence, correct),
        byNetworks: milestones.map((own) => ({
          networks: own.networks,
          accuracy: own.correct / images,
        })),
      };
    }),
    rankings: rankings.map(({ entry, order, wrong }, index) => ({
      ...entry,
      area: estimate(firstRanking + 2 * index),
      accuracyAt2021: estimate(firstRanking + 2 * index + 1),
      curve: Array.from({ length: parameters.curvePoints }, (_, point) => {
        const coverage = (point + 1) / parameters.curvePoints;
        return { coverage, risk: riskAtCoverage(order, wrong, coverage) };
      }),
    })),
    areaDifferences: rankings.flatMap((first, a) =>
      rankings.slice(a + 1).map((second, offset) => ({
        first: first.entry.id,
        second: second.entry.id,
        difference: statisticDifference(
          bootstrap,
          firstRanking + 2 * a,
          firstRanking + 2 * (a + 1 + offset),
        ),
      })),
    ),
    rules: await Promise.all(parameters.rules.map((rule) => applyRule(context, rule, predictors))),
  };
}

function rankedImages({ chosen, answers }: Predictor): RankedImages[] {
  const wrong = answers.correct.map((right) => 1 - right);
  return chosen.scores.map(({ score, title }) => ({
    entry: { id: `${chosen.id}-${score}`, predictor: chosen.id, score, title },
    order: answeringOrder(doubtScores(answers, score)),
    wrong,
  }));
}

async function applyRule(
  { parameters, inputs }: UnitContext<Parameters>,
  { id, title, predictor, rule }: Parameters['rules'][number],
  predictors: readonly Predictor[],
): Promise<RuleResult> {
  const found = predictors.find(({ chosen }) => chosen.id === predictor);
  if (!found) throw new Error(`rule ${id}: no predictor is called ${predictor}`);
  const { answers, chosen } = found;
  const ready = await readyRule(rule, inputs, chosen.answers, parameters.heldOut);
  const answered = ready.apply(answers);
  const refused = countRefused(answered);
  let [right, refusedWrong] = [0, 0];
  answered.forEach((label, image) => {
    if (label === answers.labels[image]) right++;
    else if (label < 0 && !answers.correct[image]) refusedWrong++;
  });
  const count = answers.images - refused;
  return {
    id,
    predictor,
    title,
    statedCoverage: rule.type === 'score' ? rule.coverage : null,
    threshold: ready.threshold,
    answered: count,
    refused,
    coverage: wilsonInterval(count, answers.images),
    accuracy: count === 0 ? { value: 0, low: 0, high: 1 } : wilsonInterval(right, count),
    refusedWrong: refused === 0 ? 0 : refusedWrong / refused,
  };
}

/** Of each image, −ln of the probability of its true class, which float32 may have rounded to 0. */
function negativeLogLikelihoods({ mean, labels, classes }: LabelledAnswers): Float64Array {
  return Float64Array.from(
    labels,
    (label, image) => -Math.log(Math.max(mean[image * classes + label]!, 2 ** -149)),
  );
}

function weightedMean(values: Float64Array): (weights: Uint16Array) => number {
  return (weights) => {
    let [sum, total] = [0, 0];
    for (let image = 0; image < values.length; image++) {
      sum += weights[image]! * values[image]!;
      total += weights[image]!;
    }
    return sum / total;
  };
}
