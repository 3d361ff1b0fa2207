import { z } from 'zod';
import { areaUnderRoc } from '../../metrics/areaUnderRoc.ts';
import { wilsonInterval } from '../../metrics/wilson.ts';
import type { Step, UnitContext } from '../../pipeline/step.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import {
  unfamiliarSchema,
  type AskedSet,
  type Rotation,
  type Unfamiliar,
  type UnfamiliarPredictor,
} from '../../results/unfamiliar.ts';
import { requireFile } from '../binary.ts';
import { readAnswers, readLabelledAnswers, type Answers } from './answers.ts';
import { countRefused, readyRule, refusalRuleSchema, type ReadyRule } from './doubtScores.ts';

const named = { id: z.string(), title: z.string() };

const parametersSchema = z.strictObject({
  /** The set that counts as familiar, of every asking step. */
  familiar: z.string().default('test'),
  heldOut: z.string().default('held-out'),
  /** Sets compared with it. */
  sets: z.array(z.strictObject(named)).min(1),
  /** The set of turned images, angle by angle. */
  rotated: z.strictObject({ id: z.string(), angles: z.array(z.number()).min(1) }).optional(),
  predictors: z
    .array(
      z.strictObject({
        ...named,
        /** Name of the asking step. */
        answers: z.string(),
        rules: z.array(z.strictObject({ ...named, rule: refusalRuleSchema })),
      }),
    )
    .min(1),
  histogramBins: z.number().int().positive().default(24),
});

type Parameters = z.infer<typeof parametersSchema>;
type Predictor = Parameters['predictors'][number];

/** Uncertainty, refusals and ROC areas of unfamiliar images against familiar ones. */
export const assessUnfamiliar: Step<Parameters> = {
  id: 'assess-unfamiliar',
  summary: 'refusals and uncertainty of unfamiliar images',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ predictors }) => ({
    datasets: [],
    steps: [...new Set(predictors.map(({ answers }) => answers))],
  }),
  units: () => ['all'],
  runUnit: async (context) =>
    new Map([['unfamiliar.json', serialiseArtefact(unfamiliarSchema, await assess(context))]]),
  collect: async ({ unit }) => ({
    results: new Map([['unfamiliar.json', requireFile(await unit('all'), 'unfamiliar.json')]]),
  }),
};

async function assess(context: UnitContext<Parameters>): Promise<Unfamiliar> {
  const { parameters, inputs, study, step, seed, engine } = context;
  const { familiar, sets, histogramBins } = parameters;
  const { classes } = await readAnswers(inputs, parameters.predictors[0]!.answers, familiar);
  const borders = Array.from(
    { length: histogramBins + 1 },
    (_, index) => (Math.log(classes) * index) / histogramBins,
  );
  const predictors: UnfamiliarPredictor[] = [];
  for (const predictor of parameters.predictors) {
    const { id, title, answers: asking, rules } = predictor;
    const ready = await Promise.all(
      rules.map(({ rule }) => readyRule(rule, inputs, asking, parameters.heldOut)),
    );
    const known = await readAnswers(inputs, asking, familiar);
    const described = [describeSet({ id: familiar, title: 'familiar' }, known, ready, borders)];
    for (const set of sets) {
      const answers = await readAnswers(inputs, asking, set.id);
      described.push(describeSet(set, answers, ready, borders, known));
    }
    predictors.push({
      id,
      title,
      rules: rules.map((rule) => ({ id: rule.id, title: rule.title })),
      sets: described,
      rotations: await describeRotations(context, predictor, ready),
    });
  }
  const header = { study, step, seed, engine: engine.description };
  return { header, familiar, histogramBorders: borders, predictors };
}

/** @param known answers about familiar images; left out for these themselves */
function describeSet(
  { id, title }: { id: string; title: string },
  answers: Answers,
  rules: readonly ReadyRule[],
  borders: readonly number[],
  known?: Answers,
): AskedSet {
  const { total, aleatoric, epistemic } = answers.uncertainty;
  const { images } = answers;
  return {
    id,
    title,
    images,
    entropy: mean(total),
    aleatoric: mean(aleatoric),
    epistemic: mean(epistemic),
    aleatoricHistogram: histogram(aleatoric, borders),
    epistemicHistogram: histogram(epistemic, borders),
    refused: rules.map(({ apply }) => wilsonInterval(countRefused(apply(answers)), images)),
    rocArea: known
      ? {
          entropy: areaUnderRoc(total, known.uncertainty.total),
          mutualInformation: areaUnderRoc(epistemic, known.uncertainty.epistemic),
        }
      : null,
  };
}

async function describeRotations(
  { parameters, inputs }: UnitContext<Parameters>,
  { answers: asking }: Predictor,
  rules: readonly ReadyRule[],
): Promise<Rotation[]> {
  const { rotated } = parameters;
  if (!rotated) return [];
  const answers = await readLabelledAnswers(inputs, asking, rotated.id);
  const images = answers.images / rotated.angles.length;
  const answered = rules.map(({ apply }) => apply(answers));
  return rotated.angles.map((angle, turn) => {
    const [start, end] = [turn * images, (turn + 1) * images];
    const meanOf = (values: Float32Array) => mean(values.subarray(start, end));
    const right = answers.correct.subarray(start, end).reduce((sum, value) => sum + value, 0);
    return {
      angle,
      images,
      accuracy: wilsonInterval(right, images),
      entropy: meanOf(answers.uncertainty.total),
      aleatoric: meanOf(answers.uncertainty.aleatoric),
      epistemic: meanOf(answers.uncertainty.epistemic),
      refused: answered.map((own) =>
        wilsonInterval(countRefused(own.subarray(start, end)), images),
      ),
      harmless: answered.map((own) => {
        const labels = own.subarray(start, end);
        const harm = labels.reduce(
          (sum, label, image) =>
            sum + (label >= 0 && label !== answers.labels[start + image] ? 1 : 0),
          0,
        );
        return 1 - harm / images;
      }),
    };
  });
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Counts by bins of equal width; what rounding puts beyond the last border belongs to the last bin. */
function histogram(values: Float32Array, borders: readonly number[]): number[] {
  const bins = borders.length - 1;
  const counts = Array<number>(bins).fill(0);
  for (const value of values)
    counts[Math.min(bins - 1, Math.floor((value / borders.at(-1)!) * bins))]!++;
  return counts;
}
