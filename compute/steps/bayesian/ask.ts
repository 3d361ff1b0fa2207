import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { perceptronTensors } from '../../bayes/denseNormals.ts';
import { loadPosterior } from '../../bayes/loadPosterior.ts';
import { eachSampledNetwork } from '../../bayes/predictive.ts';
import { PredictiveSum } from '../../bayes/predictiveSum.ts';
import { predictedClasses } from '../../networks/evaluate.ts';
import { disposeNetwork } from '../../networks/network.ts';
import type { Files, Step, UnitContext } from '../../pipeline/step.ts';
import { normalsFor, type NormalSource } from '../../random/normals.ts';
import { bytesOfFloats } from '../binary.ts';
import { loadInferenceNetwork, predictLogits } from '../trainedNetwork.ts';
import { askedImagesSchema, datasetOf, readAskedImages, type ImageValues } from './askedImages.ts';
import { readPosterior } from './posterior.ts';

const askedSchema = z.discriminatedUnion('type', [
  /** Networks drawn from the posterior of step `train-<network>`. */
  z.strictObject({
    type: z.literal('sampled'),
    network: z.string(),
    networks: z.number().int().positive(),
  }),
  /** Networks of steps `train-<name>`: an ensemble, or a single one. */
  z.strictObject({ type: z.literal('trained'), networks: z.array(z.string()).min(1) }),
]);

const parametersSchema = z.strictObject({
  asked: askedSchema,
  sets: z.array(askedImagesSchema).min(1),
  /** Values of an image. */
  pixels: z.number().int().positive(),
});

type Parameters = z.infer<typeof parametersSchema>;

/** After how many networks the answers of all so far are counted. */
const MILESTONES = [1, 2, 5, 10, 20, 50, 100];

/** Asks one or many networks about sets of images, and keeps what they say together. */
export const ask: Step<Parameters> = {
  id: 'ask',
  summary: 'what one or many networks say of sets of images',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ asked, sets }) => ({
    datasets: [...new Set(sets.flatMap(datasetOf))],
    steps:
      asked.type === 'sampled'
        ? [`train-${asked.network}`]
        : asked.networks.map((name) => `train-${name}`),
  }),
  units: ({ sets }) => sets.map(({ id }) => id),
  runUnit: async (context) => {
    const { parameters, inputs, seed, unit } = context;
    const set = parameters.sets.find(({ id }) => id === unit)!;
    const images = await readAskedImages(set, inputs, seed, parameters.pixels);
    return askAll(context, images);
  },
  collect: async ({ units, unit }) => {
    const stored = new Map<string, Uint8Array>();
    for (const set of units) {
      for (const [name, bytes] of await unit(set)) stored.set(`${set}.${name}`, bytes);
    }
    return { stored };
  },
};

/** Source of the weights of one sampled network: the same networks in every step that asks them. */
export function sampledNetworkSource(seed: number, network: string, sample: number): NormalSource {
  return normalsFor(seed, 'sampled-network', network, sample);
}

async function askAll(context: UnitContext<Parameters>, images: ImageValues): Promise<Files> {
  const { inputs, seed, report } = context;
  const { asked } = context.parameters;
  const networks = asked.type === 'sampled' ? asked.networks : asked.networks.length;
  let sum: PredictiveSum | undefined;
  const milestones: { networks: number; correct: number }[] = [];
  const add = (probabilities: Float32Array, network: number) => {
    const classes = probabilities.length / images.count;
    sum ??= new PredictiveSum(images.count, classes, networks);
    sum.add(probabilities);
    if (images.labels && MILESTONES.includes(network + 1)) {
      const correct = countCorrect(sum.mean(), classes, images.labels);
      milestones.push({ networks: network + 1, correct });
    }
    report({ done: (network + 1) / networks });
  };
  if (asked.type === 'sampled') {
    const perceptron = loadPosterior(await readPosterior(inputs, asked.network));
    const values = tf.tensor2d(images.values, [images.count, images.values.length / images.count]);
    try {
      const source = (sample: number) => sampledNetworkSource(seed, asked.network, sample);
      eachSampledNetwork(perceptron, values, networks, source, add);
    } finally {
      tf.dispose([values, ...perceptronTensors(perceptron)]);
    }
  } else {
    for (const [position, name] of asked.networks.entries()) {
      const network = await loadInferenceNetwork(inputs, name);
      const logits = predictLogits(network, images.values);
      const { classes } = network.architecture;
      disposeNetwork(network);
      const probabilities = tf.tidy(
        () => tf.softmax(tf.tensor2d(logits, [images.count, classes])).dataSync() as Float32Array,
      );
      add(probabilities, position);
    }
  }
  return answerFiles(sum!, milestones, images.labels);
}

function answerFiles(
  sum: PredictiveSum,
  milestones: readonly { networks: number; correct: number }[],
  labels: Uint8Array | undefined,
): Files {
  return new Map([
    ['mean.f32', bytesOfFloats(sum.mean())],
    ['median.f32', bytesOfFloats(sum.median())],
    ['entropy.f32', bytesOfFloats(sum.expectedEntropy())],
    ['milestones.json', new TextEncoder().encode(JSON.stringify(milestones))],
    ...(labels ? [['labels.u8', labels] as const] : []),
  ]);
}

function countCorrect(probabilities: Float32Array, classes: number, labels: Uint8Array): number {
  const predicted = predictedClasses(probabilities, classes);
  return predicted.reduce((sum, guess, image) => sum + (guess === labels[image] ? 1 : 0), 0);
}
