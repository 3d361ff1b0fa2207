import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { perceptronTensors } from '../../bayes/denseNormals.ts';
import { loadPosterior } from '../../bayes/loadPosterior.ts';
import { predict } from '../../bayes/predictive.ts';
import { CONTROL_IDS, controlMap } from '../../degrade/controls.ts';
import { saltAndPepper } from '../../degrade/fill.ts';
import { keepFirst, keptPixelCount } from '../../degrade/keep.ts';
import { orderByRelevance } from '../../degrade/order.ts';
import type { Step, UnitContext } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import { bytesOfFloats } from '../binary.ts';
import { imageBlocks, parseImageBlock } from '../imageBlocks.ts';
import { imageValues } from '../imageValues.ts';
import { readMaps } from '../relevanceMaps.ts';
import { sampledNetworkSource } from './ask.ts';
import { refusalRuleSchema } from './doubtScores.ts';
import { summariseDoubt } from './doubtSummary.ts';
import { readPosterior } from './posterior.ts';

const rankingSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('method'),
    id: z.string(),
    title: z.string(),
    /** Name of the explaining step. */
    maps: z.string(),
  }),
  z.strictObject({ kind: z.literal('control'), id: z.enum(CONTROL_IDS), title: z.string() }),
]);

const parametersSchema = z.strictObject({
  /** The posterior of step `train-<network>`. */
  network: z.string(),
  /** Networks sampled from it. */
  networks: z.number().int().positive(),
  dataset: z.string(),
  /** The first so many images. */
  images: z.number().int().positive(),
  blockSize: z.number().int().positive().default(250),
  rankings: z.array(rankingSchema).min(1),
  /** Shares of the pixels that turn into noise, rising. */
  shares: z.array(z.number().min(0).max(1)).min(1),
  /** Repeats with other noise. */
  noiseSeeds: z.number().int().positive().default(1),
  /** Asking step of the same posterior, on whose held-out images thresholds are chosen. */
  answers: z.string(),
  heldOut: z.string().default('held-out'),
  rules: z.array(z.strictObject({ id: z.string(), title: z.string(), rule: refusalRuleSchema })),
  bootstrapResamples: z.number().int().positive().default(1000),
});

export type DoubtParameters = z.infer<typeof parametersSchema>;
type Ranking = DoubtParameters['rankings'][number];

/** Which pixels of an order turn into noise first. */
export const DOUBT_ORDERS = ['most-first', 'least-first'] as const;

/**
 * Turns pixels of images into salt and pepper, in the order of relevance maps, and asks sampled
 * networks how sure they still are: the experiment of 2021 whose notebook is lost.
 */
export const doubt: Step<DoubtParameters> = {
  id: 'doubt',
  summary: 'uncertainty while the most or least relevant pixels turn into noise',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, dataset, rankings, answers }) => ({
    datasets: [dataset],
    steps: [
      `train-${network}`,
      answers,
      ...rankings.flatMap((ranking) => (ranking.kind === 'method' ? [ranking.maps] : [])),
    ],
  }),
  units: ({ images, blockSize }) => imageBlocks(images, blockSize),
  runUnit: async (context) => {
    const { parameters, inputs, seed } = context;
    const perceptron = loadPosterior(await readPosterior(inputs, parameters.network));
    try {
      const files = new Map<string, Uint8Array>();
      // One ranking at a time: all its images go through each sampled network together.
      for (const [position, ranking] of parameters.rankings.entries()) {
        const values = await noisyImages(context, ranking);
        const [count, size] = [values.images, values.values.length / values.images];
        const inputTensor = tf.tensor2d(values.values, [count, size]);
        const source = (sample: number) => sampledNetworkSource(seed, parameters.network, sample);
        const sum = predict(perceptron, inputTensor, parameters.networks, source);
        inputTensor.dispose();
        files.set(`${ranking.id}.mean.f32`, bytesOfFloats(sum.mean()));
        files.set(`${ranking.id}.median.f32`, bytesOfFloats(sum.median()));
        files.set(`${ranking.id}.entropy.f32`, bytesOfFloats(sum.expectedEntropy()));
        context.report({ done: (position + 1) / parameters.rankings.length, note: ranking.title });
      }
      return files;
    } finally {
      tf.dispose(perceptronTensors(perceptron));
    }
  },
  collect: summariseDoubt,
};

/**
 * The images of a block under one ranking, row-major [orders × shares × seeds × images × pixels]: the
 * layout that `summariseDoubt` reads.
 */
async function noisyImages(
  { parameters, inputs, seed, unit }: UnitContext<DoubtParameters>,
  ranking: Ranking,
): Promise<{ images: number; values: Float32Array }> {
  const { shares, noiseSeeds } = parameters;
  const set = await inputs.dataset(parameters.dataset);
  const { start, end } = parseImageBlock(unit);
  const [height, width, channels] = set.shape;
  const pixels = height * width;
  const size = pixels * channels;
  const maps = ranking.kind === 'method' ? await readMaps(inputs, ranking.maps) : undefined;
  const variants = DOUBT_ORDERS.length * shares.length * noiseSeeds;
  const values = new Float32Array(variants * (end - start) * size);
  for (let image = start; image < end; image++) {
    const intact = imageValues(set, image, image + 1);
    for (let repeat = 0; repeat < noiseSeeds; repeat++) {
      const map =
        ranking.kind === 'method'
          ? maps!.pixelMap(image)
          : controlMap(
              ranking.id,
              intact,
              set.shape,
              generatorFor(seed, 'control', ranking.id, image, repeat),
            );
      const mostFirst = orderByRelevance(map, generatorFor(seed, 'ties', image, repeat));
      const noise = saltAndPepper(pixels, channels, generatorFor(seed, 'noise', image, repeat));
      DOUBT_ORDERS.forEach((order, orderIndex) => {
        // Kept pixels come first in the order given to `keepFirst`: the last to turn into noise.
        const kept = order === 'least-first' ? mostFirst : mostFirst.slice().reverse();
        shares.forEach((noisy, shareIndex) => {
          const variant = (orderIndex * shares.length + shareIndex) * noiseSeeds + repeat;
          const offset = (variant * (end - start) + image - start) * size;
          const count = pixels - keptPixelCount(noisy, pixels);
          keepFirst(intact, noise, kept, count, values.subarray(offset, offset + size));
        });
      });
    }
  }
  return { images: variants * (end - start), values };
}
