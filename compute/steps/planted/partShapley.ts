import { z } from 'zod';
import { plantedSet } from '../../datasets/planted/plantedSets.ts';
import { imageGame } from '../../explain/games/imageGame.ts';
import { explainByLime } from '../../explain/lime/lime.ts';
import { exactShapley } from '../../explain/shap/exactShapley.ts';
import { explainByKernelShap } from '../../explain/shap/kernelShap.ts';
import { correlation } from '../../metrics/rankCorrelation.ts';
import { predictedClasses } from '../../networks/evaluate.ts';
import { forward } from '../../networks/forward.ts';
import { disposeNetwork } from '../../networks/network.ts';
import type { Step, UnitContext } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import { bytesOfFloats } from '../binary.ts';
import { imageBlocks, parseImageBlock } from '../imageBlocks.ts';
import { imageValues } from '../imageValues.ts';
import { readMaps } from '../relevanceMaps.ts';
import { scoresOfOutput } from '../segmentGame.ts';
import { loadInferenceNetwork, predictLogits } from '../trainedNetwork.ts';
import { FIRST_PIECE, partSegments, SECOND_PIECE, segmentSums } from './partSegments.ts';
import { summarisePartShapley } from './partShapleySummary.ts';
import { shapleyInteraction } from './shapleyInteraction.ts';
import { tabulate } from './tableGame.ts';

const parametersSchema = z.strictObject({
  /** The network of step `train-<network>`. */
  network: z.string(),
  /** A planted set with two pieces of evidence. */
  dataset: z.string(),
  /** The first so many images of the data set. */
  images: z.number().int().positive(),
  blockSize: z.number().int().positive().default(100),
  /** What a part that takes no part is filled with, 0 … 1. */
  fill: z.number().min(0).max(1),
  /** Coalitions of parts that LIME and Kernel SHAP may evaluate. */
  evaluations: z.number().int().positive(),
  batchSize: z.number().int().positive().default(250),
  bootstrapResamples: z.number().int().positive().default(2000),
  /** Maps of whole images whose sums over parts are compared. */
  rows: z.array(z.strictObject({ id: z.string(), title: z.string(), maps: z.string() })),
});

export type PartShapleyParameters = z.infer<typeof parametersSchema>;

/** Estimators that are given the parts themselves as players. */
export const PART_ESTIMATORS = [
  { id: 'kernel-shap-parts', title: 'Kernel SHAP of parts' },
  { id: 'lime-parts', title: 'LIME of parts' },
] as const;

/** What is kept of each image and explanation, in the order of `explanations.f32`. */
export const KEPT = ['correlation', 'first', 'second'] as const;

/** Exact Shapley values of the parts of images, and how well explanations agree with them. */
export const partShapley: Step<PartShapleyParameters> = {
  id: 'part-shapley',
  summary: 'exact Shapley values of planted parts against explanations',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, dataset, rows }) => ({
    datasets: [dataset],
    steps: [...new Set([`train-${network}`, ...rows.map(({ maps }) => maps)])],
  }),
  units: ({ images, blockSize }) => imageBlocks(images, blockSize),
  runUnit: explainBlock,
  collect: summarisePartShapley,
};

async function explainBlock(context: UnitContext<PartShapleyParameters>) {
  const { parameters, inputs } = context;
  const set = await inputs.dataset(parameters.dataset);
  const { parts } = plantedSet(set.name);
  const [height, width] = set.shape;
  const pixels = height * width;
  const rows = await Promise.all(parameters.rows.map(({ maps }) => readMaps(inputs, maps)));
  const network = await loadInferenceNetwork(inputs, parameters.network);
  const { start, end } = parseImageBlock(context.unit);
  const explanations: number[] = [];
  const games: number[] = [];
  try {
    const logits = predictLogits(network, imageValues(set, start, end));
    const targets = predictedClasses(logits, set.classNames.length);
    for (let image = start; image < end; image++) {
      const target = targets[image - start]!;
      const own = parts.subarray(image * pixels, (image + 1) * pixels);
      const segmentation = partSegments(own, height, width);
      const table = tabulate(
        imageGame({
          logits: (images) => forward(network, images),
          image: imageValues(set, image, image + 1),
          shape: set.shape,
          segmentation,
          fill: { kind: 'constant', value: parameters.fill },
          batchSize: parameters.batchSize,
        }),
      );
      const { values, base, full } = exactShapley(table);
      const of = (scores: Float64Array) => scoresOfOutput(scores, table.outputs, target);
      const { evaluations } = parameters;
      const generator = (name: string) => generatorFor(context.seed, name, image);
      const all = [
        of(values),
        of(explainByKernelShap(table, { evaluations }, generator('kernel-shap-parts')).values),
        of(explainByLime(table, { evaluations }, generator('lime-parts')).coefficients),
        ...rows.map((maps) => segmentSums(maps.pixelMap(image), segmentation)),
      ];
      for (const scores of all) explanations.push(...kept(scores, all[0]!));
      games.push(
        full[target]! - base[target]!,
        shapleyInteraction(table, FIRST_PIECE, SECOND_PIECE)[target]!,
      );
      context.report({ done: (image + 1 - start) / (end - start) });
    }
  } finally {
    disposeNetwork(network);
  }
  return new Map([
    ['explanations.f32', bytesOfFloats(Float32Array.from(explanations))],
    ['games.f32', bytesOfFloats(Float32Array.from(games))],
  ]);
}

/** @returns as `KEPT` */
function kept(scores: ArrayLike<number>, exact: ArrayLike<number>): number[] {
  const positive = Array.from(scores, (score) => Math.max(0, score));
  const total = positive.reduce((sum, score) => sum + score, 0);
  const share = (player: number) => (total === 0 ? 0 : positive[player]! / total);
  return [correlation(scores, exact), share(FIRST_PIECE), share(SECOND_PIECE)];
}
