import { z } from 'zod';
import {
  degradationCurves,
  evenShares,
  pixelCounts,
  type Degradation,
} from '../../degrade/curve.ts';
import { fillById, FILLS } from '../../degrade/fills/index.ts';
import { ORDER_IDS, removalOrder } from '../../degrade/orders.ts';
import { predictedClasses } from '../../networks/evaluate.ts';
import { disposeNetwork } from '../../networks/network.ts';
import type { Step, UnitContext } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import { bytesOfFloats } from '../binary.ts';
import type { ImageBlock } from '../imageBlocks.ts';
import { imageValues } from '../imageValues.ts';
import { mapSteps, measuredRowSchema, openMeasuredRow } from '../measure/measuredRows.ts';
import { softmaxProbability } from '../softmax.ts';
import { loadInferenceNetwork, predictLogits } from '../trainedNetwork.ts';
import { summariseCurves } from './curvesSummary.ts';
import { curvesUnits, parseCurvesUnit } from './curvesUnit.ts';

const parametersSchema = z.strictObject({
  /** The network of step `train-<network>`. */
  network: z.string(),
  dataset: z.string(),
  /** The first so many images of the data set. */
  images: z.number().int().positive(),
  blockSize: z.number().int().positive().default(25),
  fills: z
    .array(z.enum(FILLS.map(({ id }) => id) as [string, ...string[]]))
    .min(1)
    .default(['salt-and-pepper', 'zero', 'mean', 'blur', 'road']),
  /** Equal steps from no pixel removed to all of them. */
  steps: z.number().int().positive().default(20),
  /** Degraded images in one pass. */
  batchSize: z.number().int().positive().default(250),
  bootstrapResamples: z.number().int().positive().default(1000),
  rows: z.array(measuredRowSchema).min(1),
  /** Rows of which each pair is told apart. */
  toldApart: z.array(z.string()).default(['lime', 'kernel-shap', 'lrp']),
});

export type CurvesParameters = z.infer<typeof parametersSchema>;

/**
 * Removes pixels in the order of each map, most and least relevant first, and asks the network at
 * every step. All rows meet the same images with the same fill, so that differences are paired.
 */
export const traceCurves: Step<CurvesParameters> = {
  id: 'degradation-curves',
  summary: 'accuracy and probability as ever more pixels are removed, by several fills',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, dataset, rows }) => ({
    datasets: [dataset],
    steps: [`train-${network}`, ...mapSteps(rows)],
  }),
  units: ({ fills, images, blockSize }) => curvesUnits(fills, images, blockSize),
  runUnit: async (context) => {
    const { parameters, inputs, report } = context;
    const set = await inputs.dataset(parameters.dataset);
    const network = await loadInferenceNetwork(inputs, parameters.network);
    const { block } = parseCurvesUnit(context.unit);
    const { classes } = network.architecture;
    const points = parameters.steps + 1;
    try {
      const intact = predictLogits(network, imageValues(set, block.start, block.end));
      const targets = predictedClasses(intact, classes);
      const degradations = await degradationsOf(context, block);
      let asked = 0;
      const answers = degradationCurves(
        degradations,
        (images) => {
          const logits = predictLogits(network, images);
          asked += logits.length / classes;
          report({ done: asked / (degradations.length * points) });
          return logits;
        },
        parameters.batchSize,
      );
      const correct = new Uint8Array(degradations.length * points);
      const probability = new Float32Array(degradations.length * points);
      answers.forEach((logits, curve) => {
        const image = curve % targets.length;
        predictedClasses(logits, classes).forEach((predicted, point) => {
          const own = logits.subarray(point * classes, (point + 1) * classes);
          const index = curve * points + point;
          correct[index] = predicted === set.labels[block.start + image] ? 1 : 0;
          probability[index] = softmaxProbability(own, targets[image]!);
        });
      });
      return new Map([
        ['correct.u8', correct],
        ['probability.f32', bytesOfFloats(probability)],
      ]);
    } finally {
      disposeNetwork(network);
    }
  },
  collect: summariseCurves,
};

/** In the order [rows × orders × images]. */
async function degradationsOf(
  { parameters, inputs, seed, unit }: UnitContext<CurvesParameters>,
  { start, end }: ImageBlock,
): Promise<Degradation[]> {
  const set = await inputs.dataset(parameters.dataset);
  const fill = fillById(parseCurvesUnit(unit).fill);
  const removed = pixelCounts(evenShares(parameters.steps), set.shape[0] * set.shape[1]);
  const filled = Array.from({ length: end - start }, (_, offset) => {
    const image = imageValues(set, start + offset, start + offset + 1);
    const noise = generatorFor(seed, 'fill', fill.id, start + offset);
    return { image, fill: fill.prepare(image, set.shape, noise) };
  });
  const degradations: Degradation[] = [];
  for (const row of parameters.rows) {
    const mapOf = await openMeasuredRow(row, set, seed, inputs);
    for (const order of ORDER_IDS) {
      filled.forEach((own, offset) => {
        const ties = generatorFor(seed, 'ties', start + offset);
        degradations.push({
          ...own,
          shape: set.shape,
          order: removalOrder(order, mapOf(start + offset), ties),
          removed,
        });
      });
    }
  }
  return degradations;
}
