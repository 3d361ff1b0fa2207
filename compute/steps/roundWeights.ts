import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ImageSet } from '../datasets/imageSet.ts';
import { wilsonInterval } from '../metrics/wilson.ts';
import { evaluate, predictedClasses } from '../networks/evaluate.ts';
import { foldBatchNorm } from '../networks/foldBatchNorm.ts';
import { foldRepeatedChannels } from '../networks/foldRepeatedChannels.ts';
import {
  disposeNetwork,
  loadNetwork,
  storeNetwork,
  type StoredNetwork,
} from '../networks/network.ts';
import { readRoundedNetwork, roundNetwork } from '../networks/roundedWeights.ts';
import type { Files, Step, UnitContext } from '../pipeline/step.ts';
import { UserError } from '../pipeline/userError.ts';
import { roundedWeightsSchema } from '../results/roundedWeights.ts';
import { serialiseArtefact } from '../results/serialise.ts';
import { requireFile } from './binary.ts';
import { loadTrainedNetwork } from './trainedNetwork.ts';

const parametersSchema = z.strictObject({
  /** The network of step `train-<network>`. */
  network: z.string(),
  dataset: z.string(),
  /** Share of the images of `dataset` that may be answered otherwise. */
  mostChanged: z.number().min(0).max(1).default(0.01),
});

type Parameters = z.infer<typeof parametersSchema>;

/** Images in one pass; what a batch holds does not change an image's logits. */
const BATCH = 250;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Rounds the kernels of a network to 8 bits for pages to load, and measures what that costs. */
export const roundWeights: Step<Parameters> = {
  id: 'round-weights',
  summary: 'kernels in 8 bits, and what rounding costs',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, dataset }) => ({ datasets: [dataset], steps: [`train-${network}`] }),
  units: () => ['all'],
  runUnit: round,
  collect: async ({ parameters: { network }, unit }) => {
    const files = await unit('all');
    const named = (name: string) => [name, requireFile(files, name)] as const;
    return {
      results: new Map([named(`rounded-weights-${network}.json`)]),
      models: new Map([named(`${network}-8-bit.json`), named(`${network}-8-bit.bin`)]),
    };
  },
};

async function round(context: UnitContext<Parameters>): Promise<Files> {
  const { parameters, inputs, study, step, seed, engine } = context;
  const { network, dataset, mostChanged } = parameters;
  const trained = await loadTrainedNetwork(inputs, network);
  const stored = storeNetwork(trained);
  disposeNetwork(trained);
  const { header, binary } = roundNetwork(stored, sha256);
  const set = await inputs.dataset(dataset);
  const ask = (asked: StoredNetwork, start: number) =>
    logitsOf(asked, set, (done) => context.report({ done: start + done / 2 }));
  const full = ask(stored, 0);
  const rounded = ask(readRoundedNetwork(header, binary, network, sha256(binary)), 0.5);
  const comparison = compare(full, rounded, set.labels);
  if (comparison.changedAnswers > mostChanged * set.count) {
    throw new UserError(
      `${study}: with kernels of 8 bits, ${network} answers ${comparison.changedAnswers} of ` +
        `${set.count} images of ${dataset} otherwise; at most ${mostChanged * set.count} may be.`,
    );
  }
  const artefact = serialiseArtefact(roundedWeightsSchema, {
    header: { study, step, seed, engine: engine.description },
    network,
    dataset,
    images: set.count,
    bytes: binary.length,
    fullBytes: Array.from(stored.weights.values()).reduce(
      (sum, { values }) => sum + values.byteLength,
      0,
    ),
    mostChanged,
    ...comparison,
  });
  return new Map([
    [`rounded-weights-${network}.json`, artefact],
    [`${network}-8-bit.json`, new TextEncoder().encode(`${JSON.stringify(header, null, 1)}\n`)],
    [`${network}-8-bit.bin`, binary],
  ]);
}

function logitsOf(
  stored: StoredNetwork,
  set: ImageSet,
  report: (done: number) => void,
): Float32Array {
  const network = loadNetwork(foldRepeatedChannels(foldBatchNorm(stored)));
  try {
    return evaluate(network, set, BATCH, report);
  } finally {
    disposeNetwork(network);
  }
}

function compare(full: Float32Array, rounded: Float32Array, labels: Uint8Array) {
  const images = labels.length;
  const [before, after] = [full, rounded].map((logits) =>
    predictedClasses(logits, logits.length / images),
  ) as [Uint8Array, Uint8Array];
  const right = (predicted: Uint8Array) =>
    wilsonInterval(predicted.filter((guess, image) => guess === labels[image]).length, images);
  const differences = full.map((logit, index) => Math.abs(logit - rounded[index]!));
  return {
    accuracy: right(after),
    fullAccuracy: right(before),
    changedAnswers: before.filter((guess, image) => guess !== after[image]).length,
    largestDifference: differences.reduce((most, value) => Math.max(most, value), 0),
    meanDifference: differences.reduce((sum, value) => sum + value, 0) / differences.length,
  };
}
