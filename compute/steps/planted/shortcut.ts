import { z } from 'zod';
import { plantedSet } from '../../datasets/planted/plantedSets.ts';
import { positiveShare } from '../../metrics/localisation/relevanceMass.ts';
import { predictedClasses } from '../../networks/evaluate.ts';
import { disposeNetwork } from '../../networks/network.ts';
import type { InputReader, Step } from '../../pipeline/step.ts';
import { bytesOfFloats } from '../binary.ts';
import { imageValues } from '../imageValues.ts';
import { loadInferenceNetwork, predictLogits } from '../trainedNetwork.ts';
import { pixelsOfKind } from './evidence.ts';
import { explainingSteps, mapRowSchema, openMapRow, type MapRow } from './mapRows.ts';
import { summariseShortcut } from './shortcutSummary.ts';

const parametersSchema = z.strictObject({
  /** The same test images without the mark. */
  clean: z.string(),
  /** The first so many of the marked images were explained. */
  images: z.number().int().positive(),
  bootstrapResamples: z.number().int().positive().default(2000),
  /** The first is the one that the others are compared with. */
  networks: z
    .array(
      z.strictObject({
        /** The network of step `train-<network>`. */
        network: z.string(),
        rate: z.number().min(0).max(1),
        /** The marked test images. */
        dataset: z.string(),
        rows: z.array(mapRowSchema).min(1),
      }),
    )
    .min(1),
});

export type ShortcutParameters = z.infer<typeof parametersSchema>;

/**
 * The case of Clever Hans: how much accuracy networks lose when a spurious mark is removed, and how
 * much of the relevance each method puts on it.
 */
export const shortcut: Step<ShortcutParameters> = {
  id: 'shortcut',
  summary: 'accuracy lost without a spurious mark, and the relevance that lies on it',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ clean, networks }) => ({
    datasets: [...new Set([clean, ...networks.map(({ dataset }) => dataset)])],
    steps: [
      ...new Set(
        networks.flatMap(({ network, rows }) => [`train-${network}`, ...explainingSteps(rows)]),
      ),
    ],
  }),
  units: ({ networks }) => networks.map(({ network }) => network),
  runUnit: async ({ parameters, inputs, seed, unit }) => {
    const { network, dataset, rows } = parameters.networks.find((one) => one.network === unit)!;
    const files = new Map([
      ['marked.f32', await correctness(network, dataset, inputs)],
      ['clean.f32', await correctness(network, parameters.clean, inputs)],
    ]);
    for (const row of rows) {
      const shares = await sharesOf(row, dataset, parameters.images, seed, inputs);
      files.set(`${row.id}-mark.f32`, bytesOfFloats(shares.mark));
      files.set(`${row.id}-glyph.f32`, bytesOfFloats(shares.glyph));
    }
    return files;
  },
  collect: summariseShortcut,
};

/** 1 for each image that is classified correctly, else 0. */
async function correctness(
  name: string,
  dataset: string,
  inputs: InputReader,
): Promise<Uint8Array> {
  const set = await inputs.dataset(dataset);
  const network = await loadInferenceNetwork(inputs, name);
  try {
    const logits = predictLogits(network, imageValues(set, 0, set.count));
    const predicted = predictedClasses(logits, set.classNames.length);
    return bytesOfFloats(
      Float32Array.from(predicted, (label, image) => (label === set.labels[image] ? 1 : 0)),
    );
  } finally {
    disposeNetwork(network);
  }
}

async function sharesOf(
  row: MapRow,
  dataset: string,
  images: number,
  seed: number,
  inputs: InputReader,
): Promise<{ mark: Float32Array; glyph: Float32Array }> {
  const set = await inputs.dataset(dataset);
  const pixels = set.shape[0] * set.shape[1];
  const { parts } = plantedSet(dataset);
  const mapOf = await openMapRow(row, set, seed, inputs);
  const [mark, glyph] = [new Float32Array(images), new Float32Array(images)];
  for (let image = 0; image < images; image++) {
    const own = parts.subarray(image * pixels, (image + 1) * pixels);
    const map = mapOf(image);
    mark[image] = positiveShare(map, pixelsOfKind(own, 'mark'));
    glyph[image] = positiveShare(map, pixelsOfKind(own, 'evidence'));
  }
  return { mark, glyph };
}
