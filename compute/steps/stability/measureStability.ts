import { z } from 'zod';
import { exactShapley } from '../../explain/shap/exactShapley.ts';
import { predictedClasses } from '../../networks/evaluate.ts';
import { disposeNetwork } from '../../networks/network.ts';
import type { Step, UnitContext } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import { bytesOfFloats } from '../binary.ts';
import type { ExplainedImage } from '../explainedImages.ts';
import { imageValues } from '../imageValues.ts';
import { tabulate } from '../planted/tableGame.ts';
import { gridGame, scoresOfOutput } from '../segmentGame.ts';
import { loadInferenceNetwork, predictLogits } from '../trainedNetwork.ts';
import { SHAPLEY_ESTIMATORS, STABILITY_METHODS, triedBudgets } from './sampledMethods.ts';
import { summariseStability } from './stabilitySummary.ts';

const budgets = z.array(z.number().int().positive()).min(1);

const parametersSchema = z
  .strictObject({
    /** The network of step `train-<network>`. */
    network: z.string(),
    dataset: z.string(),
    /** The first so many images are explained again and again. */
    images: z.number().int().positive(),
    /** Runs of each method on each image. */
    seeds: z.number().int().min(2).default(5),
    /** Side of the grid cells. */
    cell: z.number().int().positive().default(4),
    evaluations: budgets.default([100, 250, 500, 1000, 2000, 4000]),
    /** The number of evaluations that the study's own maps take; one of `evaluations`. */
    published: z.number().int().positive(),
    /** Share of the cells that count as most relevant. */
    share: z.number().gt(0).lt(1).default(0.2),
    /** Overlap that a published setting must reach. */
    goal: z.number().gt(0).lte(1).default(0.9),
    /** The first so many images whose chances are kept cell by cell. */
    shownImages: z.number().int().positive().default(3),
    shapley: z.strictObject({
      /** The first so many images have their exact values enumerated. */
      images: z.number().int().positive(),
      /** Side of the cells of a grid of at most 16. */
      cell: z.number().int().positive(),
      evaluations: budgets.default([100, 250, 500, 1000, 2000]),
    }),
    /** What a cell that takes no part is filled with, 0 … 1 in every channel. */
    fill: z.number().min(0).max(1).default(0),
    batchSize: z.number().int().positive().default(250),
    bootstrapResamples: z.number().int().positive().default(2000),
  })
  .refine(({ evaluations, published }) => evaluations.includes(published), {
    path: ['published'],
    error: ({ input }) =>
      `must be one of evaluations: ${(input as { readonly evaluations: readonly number[] }).evaluations.join(', ')}`,
  });

export type StabilityParameters = z.infer<typeof parametersSchema>;

/** Explains the same images with other seeds, and compares estimates of Shapley values with exact ones. */
export const measureStability: Step<StabilityParameters> = {
  id: 'stability',
  summary: 'how far sampled explanations depend on the seed, and how far they are from exact ones',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, dataset }) => ({ datasets: [dataset], steps: [`train-${network}`] }),
  units: ({ images, shapley }) => [
    ...Array.from({ length: images }, (_, image) => `seeds-${image}`),
    ...Array.from({ length: shapley.images }, (_, image) => `exact-${image}`),
  ],
  runUnit: async (context) => {
    const { parameters, inputs } = context;
    const [kind, index] = context.unit.split('-') as [string, string];
    const set = await inputs.dataset(parameters.dataset);
    const network = await loadInferenceNetwork(inputs, parameters.network);
    try {
      const values = imageValues(set, Number(index), Number(index) + 1);
      const logits = predictLogits(network, values);
      const target = predictedClasses(logits, network.architecture.classes)[0]!;
      const image = { network, values, shape: set.shape, index: Number(index), target };
      const own = kind === 'seeds' ? runSeeds(context, image) : compareWithExact(context, image);
      return new Map([
        ['target.u8', Uint8Array.of(target)],
        ['values.f32', bytesOfFloats(own)],
      ]);
    } finally {
      disposeNetwork(network);
    }
  },
  collect: summariseStability,
};

/**
 * Scores of the predicted class, row-major [methods × evaluations × seeds × cells]; NaN where a method
 * is not tried.
 */
function runSeeds(
  { parameters, seed, report }: UnitContext<StabilityParameters>,
  image: ExplainedImage,
): Float32Array {
  const { seeds, evaluations } = parameters;
  const game = gridGame(image, parameters);
  const runs = STABILITY_METHODS.length * evaluations.length * seeds;
  const values = new Float32Array(runs * game.players).fill(NaN);
  STABILITY_METHODS.forEach((method, index) => {
    const { id, title, scores } = method;
    let run = index * evaluations.length * seeds;
    for (const budget of triedBudgets(method, evaluations)) {
      for (let repeat = 0; repeat < seeds; repeat++) {
        const generator = generatorFor(seed, 'stability', id, image.index, budget, repeat);
        const own = scoresOfOutput(scores(game, budget, generator), game.outputs, image.target);
        values.set(own, run * game.players);
        run++;
        report({ done: run / runs, note: title });
      }
    }
  });
  return values;
}

/**
 * Relative errors and shares of exact values inside the intervals, row-major
 * [estimators × evaluations × seeds × 2]; the share is NaN where there are no standard errors.
 */
function compareWithExact(
  { parameters, seed, report }: UnitContext<StabilityParameters>,
  image: ExplainedImage,
): Float32Array {
  const { seeds, shapley, fill, batchSize } = parameters;
  const game = tabulate(gridGame(image, { cell: shapley.cell, fill, batchSize }));
  const ofTarget = (values: ArrayLike<number>) =>
    scoresOfOutput(values, game.outputs, image.target);
  const exact = ofTarget(exactShapley(game).values);
  const runs = SHAPLEY_ESTIMATORS.length * shapley.evaluations.length * seeds;
  const compared = new Float32Array(2 * runs);
  let run = 0;
  for (const { id, title, hasErrors, estimate } of SHAPLEY_ESTIMATORS) {
    for (const budget of shapley.evaluations) {
      for (let repeat = 0; repeat < seeds; repeat++) {
        const generator = generatorFor(seed, 'shapley', id, image.index, budget, repeat);
        const { values, standardErrors } = estimate(game, budget, generator);
        const own = ofTarget(values);
        compared[2 * run] = relativeDistance(own, exact);
        compared[2 * run + 1] =
          hasErrors && standardErrors ? coveredShare(own, ofTarget(standardErrors), exact) : NaN;
        run++;
        report({ done: run / runs, note: title });
      }
    }
  }
  return compared;
}

/** ‖estimate − exact‖ / ‖exact‖; 0 where both are 0. */
function relativeDistance(estimate: Float32Array, exact: Float32Array): number {
  const distance = Math.hypot(...estimate.map((value, player) => value - exact[player]!));
  return distance === 0 ? 0 : distance / Math.hypot(...exact);
}

/** Standard errors to either side of a value that a normal interval of 95 % takes. */
const NORMAL_95 = 1.959963984540054;

/** Where all coalitions are known, standard errors are 0 and rounding is forgiven. */
const ROUNDING = 1e-5;

/** NaN where there are too few coalitions for standard errors. */
function coveredShare(
  estimate: Float32Array,
  standardErrors: Float32Array,
  exact: Float32Array,
): number {
  if (standardErrors.some(Number.isNaN)) return NaN;
  const slack = ROUNDING * Math.hypot(...exact);
  let covered = 0;
  estimate.forEach((value, player) => {
    const half = NORMAL_95 * standardErrors[player]! + slack;
    if (Math.abs(value - exact[player]!) <= half) covered++;
  });
  return covered / estimate.length;
}
