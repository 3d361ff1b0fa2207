import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { perceptronTensors } from '../../bayes/denseNormals.ts';
import { loadPosterior } from '../../bayes/loadPosterior.ts';
import {
  readQuantisedPosterior,
  writeQuantisedPosterior,
  type StoredPosterior,
} from '../../bayes/posteriorFile.ts';
import { predict } from '../../bayes/predictive.ts';
import { wilsonInterval } from '../../metrics/wilson.ts';
import type { Files, Step, UnitContext } from '../../pipeline/step.ts';
import { quantisedSchema } from '../../results/quantised.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import { requireFile } from '../binary.ts';
import { imageValues } from '../imageValues.ts';
import { answersOf, readLabelledAnswers, type Answers, type LabelledAnswers } from './answers.ts';
import { sampledNetworkSource } from './ask.ts';
import { readPosterior } from './posterior.ts';

const parametersSchema = z.strictObject({
  /** The posterior of step `train-<network>`. */
  network: z.string(),
  /** Asking step of the same posterior, and the set of it that holds the images of `dataset`. */
  answers: z.string(),
  set: z.string().default('test'),
  dataset: z.string(),
  /** Networks sampled; as many as the asking step. */
  networks: z.number().int().positive(),
});

type Parameters = z.infer<typeof parametersSchema>;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Rounds a posterior to 8 bits a number for pages to load, and measures what that costs. */
export const quantisePosterior: Step<Parameters> = {
  id: 'quantise-posterior',
  summary: 'the posterior in 8 bits, and what rounding costs',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, answers, dataset }) => ({
    datasets: [dataset],
    steps: [`train-${network}`, answers],
  }),
  units: () => ['all'],
  runUnit: quantise,
  collect: async ({ parameters: { network }, unit }) => {
    const files = await unit('all');
    const named = (name: string) => [name, requireFile(files, name)] as const;
    return {
      results: new Map([named(`quantised-${network}.json`)]),
      models: new Map([named(`${network}-posterior.json`), named(`${network}-posterior.bin`)]),
    };
  },
};

async function quantise(context: UnitContext<Parameters>): Promise<Files> {
  const { parameters, inputs, study, step, seed, engine } = context;
  const { network, networks, dataset } = parameters;
  const posterior = await readPosterior(inputs, network);
  const { header, binary } = writeQuantisedPosterior(posterior, sha256);
  const full = await readLabelledAnswers(inputs, parameters.answers, parameters.set);
  const restored = readQuantisedPosterior(header, binary, network, sha256(binary));
  const rounded = await answersOfRounded(context, restored);
  const artefact = serialiseArtefact(quantisedSchema, {
    header: { study, step, seed, engine: engine.description },
    network,
    dataset,
    images: full.images,
    networks,
    bytes: binary.length,
    fullBytes: posterior.values.reduce((sum, { byteLength }) => sum + byteLength, 0),
    ...comparison(full, rounded),
  });
  const text = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value)}\n`);
  return new Map([
    [`quantised-${network}.json`, artefact],
    [`${network}-posterior.json`, text(header)],
    [`${network}-posterior.bin`, binary],
  ]);
}

async function answersOfRounded(
  { parameters, inputs, seed }: UnitContext<Parameters>,
  posterior: StoredPosterior,
): Promise<Answers> {
  const set = await inputs.dataset(parameters.dataset);
  const values = imageValues(set, 0, set.count);
  const images = tf.tensor2d(values, [set.count, values.length / set.count]);
  const perceptron = loadPosterior(posterior);
  try {
    const { network, networks } = parameters;
    const source = (sample: number) => sampledNetworkSource(seed, network, sample);
    const sum = predict(perceptron, images, networks, source);
    return answersOf(sum.mean(), sum.median(), sum.expectedEntropy());
  } finally {
    tf.dispose([images, ...perceptronTensors(perceptron)]);
  }
}

function comparison(full: LabelledAnswers, rounded: Answers) {
  const { images, labels } = full;
  const right = ({ predicted }: Answers) =>
    predicted.reduce((sum, guess, image) => sum + (guess === labels[image] ? 1 : 0), 0);
  const changed = full.predicted.filter((guess, image) => guess !== rounded.predicted[image]);
  const probabilities = differences(full.mean, rounded.mean);
  return {
    accuracy: wilsonInterval(right(rounded), images),
    fullAccuracy: wilsonInterval(right(full), images),
    changedAnswers: changed.length,
    largestDifference: probabilities.largest,
    meanDifference: probabilities.mean,
    entropyDifference: differences(full.uncertainty.total, rounded.uncertainty.total).mean,
    mutualInformationDifference: differences(
      full.uncertainty.epistemic,
      rounded.uncertainty.epistemic,
    ).mean,
  };
}

/** Differences without sign. */
function differences(first: Float32Array, second: Float32Array): { largest: number; mean: number } {
  let [largest, sum] = [0, 0];
  first.forEach((value, index) => {
    const difference = Math.abs(value - second[index]!);
    largest = Math.max(largest, difference);
    sum += difference;
  });
  return { largest, mean: sum / first.length };
}
