import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { readCompressedPosterior } from '../../bayes/compressed/compressedPosterior.ts';
import { compressPosterior as compress } from '../../bayes/compressed/compressPosterior.ts';
import { perceptronTensors } from '../../bayes/denseNormals.ts';
import { loadPosterior } from '../../bayes/loadPosterior.ts';
import { readQuantisedPosterior, type StoredPosterior } from '../../bayes/posteriorFile.ts';
import { predict } from '../../bayes/predictive.ts';
import { countWeights } from '../../bayes/variational.ts';
import { wilsonInterval } from '../../metrics/wilson.ts';
import type { Files, Step, UnitContext } from '../../pipeline/step.ts';
import { compressedSchema } from '../../results/compressed.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import { requireFile } from '../binary.ts';
import { imageValues } from '../imageValues.ts';
import { answersOf, type Answers } from './answers.ts';
import { sampledNetworkSource } from './ask.ts';
import { movedAnswers } from './movedAnswers.ts';

const parametersSchema = z.strictObject({
  network: z.string(),
  /** Step that publishes the posterior of `network` in 8 bits. */
  rounded: z.string(),
  /** Images by which rounding errors are weighed: the first so many of a set. */
  weighedBy: z.strictObject({ dataset: z.string(), images: z.number().int().positive() }),
  /** Labelled images that both posteriors are asked about. */
  dataset: z.string(),
  /** Networks sampled. */
  networks: z.number().int().positive(),
  /** Steps of the means, in deviations of the same weight. */
  meanStep: z.number().positive(),
});

type Parameters = z.infer<typeof parametersSchema>;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * Compresses a posterior for pages to load, and measures what that costs. It starts from the published
 * posterior of 8 bits, so that it can be done again wherever the report is.
 */
export const compressPosterior: Step<Parameters> = {
  id: 'compress-posterior',
  summary: 'the posterior as short as its own doubt allows, and what that costs',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ rounded, weighedBy, dataset }) => ({
    datasets: [...new Set([weighedBy.dataset, dataset])],
    steps: [rounded],
  }),
  units: () => ['all'],
  runUnit: compressAndMeasure,
  collect: async ({ parameters: { network }, unit }) => {
    const files = await unit('all');
    const named = (name: string) => [name, requireFile(files, name)] as const;
    return {
      results: new Map([named(`compressed-${network}.json`)]),
      models: new Map([named(`${network}-compressed.json`), named(`${network}-compressed.bin`)]),
    };
  },
};

async function compressAndMeasure(context: UnitContext<Parameters>): Promise<Files> {
  const { parameters, inputs, study, step, seed, engine } = context;
  const { network, networks, dataset, weighedBy } = parameters;
  const { posterior, bytes: roundedBytes } = await readRounded(context);
  const images = await inputs.dataset(weighedBy.dataset);
  const count = Math.min(weighedBy.images, images.count);
  const received = { count, values: imageValues(images, 0, count) };
  const { header, binary } = compress(posterior, received, parameters.meanStep, sha256);
  context.report({ done: 0.25 });
  const restored = readCompressedPosterior(header, binary, network, sha256(binary));
  const before = await ask(context, posterior, 0);
  context.report({ done: 0.5 });
  const after = await ask(context, restored, 0);
  context.report({ done: 0.75 });
  const redrawn = await ask(context, posterior, networks);
  const { labels } = await inputs.dataset(dataset);
  const accuracy = ({ predicted, images: asked }: Answers) =>
    wilsonInterval(predicted.filter((guess, image) => guess === labels[image]).length, asked);
  const weights = countWeights(posterior.sizes);
  const artefact = serialiseArtefact(compressedSchema, {
    header: { study, step, seed, engine: engine.description },
    network,
    dataset,
    images: before.images,
    networks,
    bytes: binary.length,
    roundedBytes,
    bitsPerWeight: (8 * binary.length) / weights,
    meanStep: parameters.meanStep,
    zeroMeans: countZeroMeans(restored) / weights,
    accuracy: accuracy(after),
    roundedAccuracy: accuracy(before),
    moved: movedAnswers(before, after),
    redrawn: movedAnswers(before, redrawn),
  });
  return new Map([
    [`compressed-${network}.json`, artefact],
    [`${network}-compressed.json`, new TextEncoder().encode(`${JSON.stringify(header)}\n`)],
    [`${network}-compressed.bin`, binary],
  ]);
}

async function readRounded({
  parameters: { network, rounded },
  inputs,
}: UnitContext<Parameters>): Promise<{ posterior: StoredPosterior; bytes: number }> {
  // Copied: a Buffer, which is what files may come as, shares its memory with whatever is sliced from it.
  const binary = Uint8Array.from(await inputs.file(rounded, `${network}-posterior.bin`));
  const text = new TextDecoder().decode(await inputs.file(rounded, `${network}-posterior.json`));
  const header: unknown = JSON.parse(text);
  const posterior = readQuantisedPosterior(header, binary, network, sha256(binary));
  return { posterior, bytes: binary.length };
}

/** @param first number of the first network that is drawn; equal numbers, equal lots */
async function ask(
  { parameters, inputs, seed }: UnitContext<Parameters>,
  posterior: StoredPosterior,
  first: number,
): Promise<Answers> {
  const { network, networks, dataset } = parameters;
  const set = await inputs.dataset(dataset);
  const values = imageValues(set, 0, set.count);
  const images = tf.tensor2d(values, [set.count, values.length / set.count]);
  const perceptron = loadPosterior(posterior);
  try {
    const source = (sample: number) => sampledNetworkSource(seed, network, first + sample);
    const sum = predict(perceptron, images, networks, source);
    return answersOf(sum.mean(), sum.median(), sum.expectedEntropy());
  } finally {
    tf.dispose([images, ...perceptronTensors(perceptron)]);
  }
}

function countZeroMeans({ values }: StoredPosterior): number {
  const means = values.filter((_, position) => position % 2 === 0);
  return means.reduce((sum, own) => sum + own.filter((value) => value === 0).length, 0);
}
