import { z } from 'zod';
import type { ImageSet } from '../../datasets/imageSet.ts';
import { plantedSet } from '../../datasets/planted/plantedSets.ts';
import { saltAndPepper } from '../../degrade/fill.ts';
import { keepFirst, keptPixelCount } from '../../degrade/keep.ts';
import { orderByRelevance } from '../../degrade/order.ts';
import { LOCALISATION_METRICS, measureMaps } from '../../metrics/localisation/index.ts';
import { predictedClasses } from '../../networks/evaluate.ts';
import { disposeNetwork, type Network } from '../../networks/network.ts';
import type { Step, UnitContext } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import { bytesOfFloats } from '../binary.ts';
import { imageValues } from '../imageValues.ts';
import { softmaxProbability } from '../softmax.ts';
import { loadInferenceNetwork, predictLogits } from '../trainedNetwork.ts';
import { evidenceOf } from './evidence.ts';
import { explainingSteps, mapRowSchema, openMapRow } from './mapRows.ts';
import { summariseAgreement } from './truthAgreementSummary.ts';

const FILLS = ['salt-and-pepper', 'black', 'grey'] as const;
const ORDERS = ['keep', 'remove'] as const;
type Fill = (typeof FILLS)[number];
type Order = (typeof ORDERS)[number];

const parametersSchema = z.strictObject({
  /** The network of step `train-<network>`. */
  network: z.string(),
  /** A planted set. */
  dataset: z.string(),
  /** The first so many images of the data set. */
  images: z.number().int().positive(),
  /** Share of the pixels that are ranked highest, kept or removed. */
  share: z.number().gt(0).lt(1).default(0.2),
  /** Repeats with other noise and other shuffles of ties. */
  repeats: z.number().int().positive().default(1),
  bootstrapResamples: z.number().int().positive().default(1000),
  /** Methods and controls. */
  rows: z.array(mapRowSchema).min(2),
});

export type TruthAgreementParameters = z.infer<typeof parametersSchema>;

/** Every way of degrading, by an id such as `keep-salt-and-pepper`. */
export const DEGRADATIONS = ORDERS.flatMap((order) =>
  FILLS.map((fill) => ({ id: `${order}-${fill}`, order, fill })),
);

/** Degrades images by their maps in several ways, beside how well the maps find the evidence. */
export const truthAgreement: Step<TruthAgreementParameters> = {
  id: 'truth-agreement',
  summary: 'whether degradation ranks methods as planted evidence does',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, dataset, rows }) => ({
    datasets: [dataset],
    steps: [`train-${network}`, ...explainingSteps(rows)],
  }),
  units: ({ rows }) => rows.map(({ id }) => id),
  runUnit: degradeByRow,
  collect: summariseAgreement,
};

async function degradeByRow(context: UnitContext<TruthAgreementParameters>) {
  const { parameters, inputs, seed } = context;
  const { images, repeats } = parameters;
  const set = await inputs.dataset(parameters.dataset);
  const pixels = set.shape[0] * set.shape[1];
  const row = parameters.rows.find(({ id }) => id === context.unit)!;
  const mapOf = await openMapRow(row, set, seed, inputs);
  const maps = Array.from({ length: images }, (_, image) => mapOf(image));
  const files = new Map<string, Uint8Array>();

  const all = new Float32Array(images * pixels);
  maps.forEach((map, image) => {
    all.set(map, image * pixels);
  });
  const masks = evidenceOf(plantedSet(set.name).parts.subarray(0, images * pixels));
  for (const metric of LOCALISATION_METRICS) {
    files.set(`${metric.id}.f32`, bytesOfFloats(measureMaps(metric, all, masks, pixels)));
  }

  const network = await loadInferenceNetwork(inputs, parameters.network);
  try {
    const intact = predictLogits(network, imageValues(set, 0, images));
    const explained = predictedClasses(intact, set.classNames.length);
    const outcomes = DEGRADATIONS.map((degradation) => ({
      ...degradation,
      correct: new Float32Array(images),
      probability: new Float32Array(images),
    }));
    for (let repeat = 0; repeat < repeats; repeat++) {
      const ranked = maps.map((map, image) =>
        orderByRelevance(map, generatorFor(seed, 'ties', image, repeat)),
      );
      for (const outcome of outcomes) {
        const degraded = degradedImages(set, ranked, { ...outcome, repeat, seed, parameters });
        classify(network, degraded, set, explained, outcome, repeats);
      }
    }
    for (const outcome of outcomes) {
      const { id } = outcome;
      files.set(`${id}-correct.f32`, bytesOfFloats(outcome.correct));
      files.set(`${id}-probability.f32`, bytesOfFloats(outcome.probability));
    }
  } finally {
    disposeNetwork(network);
  }
  return files;
}

interface Degrading {
  readonly order: Order;
  readonly fill: Fill;
  readonly repeat: number;
  readonly seed: number;
  readonly parameters: TruthAgreementParameters;
}

/**
 * Row-major [images × values]. Every row of maps meets the same noise.
 * @param ranked pixels of each image, the most relevant first
 */
function degradedImages(
  set: ImageSet,
  ranked: readonly Int32Array[],
  { order, fill, repeat, seed, parameters }: Degrading,
): Float32Array {
  const [height, width, channels] = set.shape;
  const pixels = height * width;
  const chosen = keptPixelCount(parameters.share, pixels);
  const values = imageValues(set, 0, ranked.length);
  const degraded = new Float32Array(values.length);
  ranked.forEach((best, image) => {
    const [start, end] = [image * pixels * channels, (image + 1) * pixels * channels];
    const replaced =
      fill === 'salt-and-pepper'
        ? saltAndPepper(pixels, channels, generatorFor(seed, 'noise', image, repeat))
        : new Float32Array(pixels * channels).fill(fill === 'grey' ? 0.5 : 0);
    const [first, kept] =
      order === 'keep' ? [best, chosen] : [best.slice().reverse(), pixels - chosen];
    const target = degraded.subarray(start, end);
    keepFirst(values.subarray(start, end), replaced, first, kept, target);
  });
  return degraded;
}

/** Adds the share of one repeat in being right, and in the probability of the class explained. */
function classify(
  network: Network,
  images: Float32Array,
  set: ImageSet,
  explained: Uint8Array,
  outcome: { readonly correct: Float32Array; readonly probability: Float32Array },
  repeats: number,
): void {
  const classes = set.classNames.length;
  const logits = predictLogits(network, images);
  predictedClasses(logits, classes).forEach((predicted, image) => {
    if (predicted === set.labels[image]) outcome.correct[image]! += 1 / repeats;
    const own = logits.subarray(image * classes, (image + 1) * classes);
    outcome.probability[image]! += softmaxProbability(own, explained[image]!) / repeats;
  });
}
