import { z } from 'zod';
import type { ImageSet } from '../datasets/imageSet.ts';
import { ALL_CONTROL_IDS, anyControlMap } from '../degrade/allControls.ts';
import { cellMeans } from '../degrade/cells.ts';
import { saltAndPepper, saltAndPepperPerChannel } from '../degrade/fills/saltAndPepper.ts';
import { zero } from '../degrade/fills/zero.ts';
import { keptPixelCount } from '../degrade/keep.ts';
import { orderByRelevance } from '../degrade/order.ts';
import { predictedClasses } from '../networks/evaluate.ts';
import { disposeNetwork, type Network } from '../networks/network.ts';
import type { InputReader, Step, UnitContext } from '../pipeline/step.ts';
import { generatorFor } from '../random/generator.ts';
import { DEGRADATION_FILLS } from '../results/degradation.ts';
import { summariseDegradation } from './degradationSummary.ts';
import { imageBlocks, parseImageBlock, type ImageBlock } from './imageBlocks.ts';
import { imageValues } from './imageValues.ts';
import { readMaps } from './relevanceMaps.ts';
import { loadInferenceNetwork, predictLogits } from './trainedNetwork.ts';

const rowSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('method'),
    id: z.string(),
    title: z.string(),
    /** Name of the explaining step. */
    maps: z.string(),
    /** Average a map of pixels over grid cells of this side first, to compare methods on one grid. */
    cell: z.number().int().positive().optional(),
  }),
  z.strictObject({ kind: z.literal('control'), id: z.enum(ALL_CONTROL_IDS), title: z.string() }),
]);

const parametersSchema = z.strictObject({
  /** The network of step `train-<network>`. */
  network: z.string(),
  dataset: z.string(),
  /** The first so many images of the data set. */
  images: z.number().int().positive(),
  blockSize: z.number().int().positive().default(500),
  keptShare: z.number().gt(0).lt(1).default(0.2),
  fill: z.enum(DEGRADATION_FILLS).default('salt-and-pepper'),
  /** Repeats with other noise and other shuffles of ties; accuracies are averaged over them. */
  noiseSeeds: z.number().int().positive().default(10),
  bootstrapResamples: z.number().int().positive().default(2000),
  rows: z.array(rowSchema).min(1),
  /** Tells several degradations of a study apart: the artefact is `degradation-<variant>.json`. */
  variant: z
    .string()
    .regex(/^[\w-]+$/)
    .optional(),
});

/** Of all fills, those that the comparison of 2021 described or used, and one for colour. */
const FILLS = [saltAndPepper, saltAndPepperPerChannel, zero];

export type DegradeParameters = z.infer<typeof parametersSchema>;
type Row = DegradeParameters['rows'][number];

/** A map for one image and repeat; only the random control differs between repeats. */
type MapOf = (image: number, repeat: number) => Float32Array;

/**
 * Keeps the most relevant pixels of each image, replaces all others, and classifies again.
 * Every row meets the same images with the same noise, so that differences are paired.
 */
export const degrade: Step<DegradeParameters> = {
  id: 'degrade',
  summary: 'accuracy when only the most relevant pixels are kept',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, dataset, rows }) => ({
    datasets: [dataset],
    steps: [
      `train-${network}`,
      ...new Set(rows.flatMap((row) => (row.kind === 'method' ? [row.maps] : []))),
    ],
  }),
  units: ({ images, blockSize }) => imageBlocks(images, blockSize),
  runUnit: async (context) => {
    const { parameters, inputs } = context;
    const set = await inputs.dataset(parameters.dataset);
    const network = await loadInferenceNetwork(inputs, parameters.network);
    const block = parseImageBlock(context.unit);
    const files = new Map<string, Uint8Array>();
    try {
      files.set('intact.u8', predictClasses(network, imageValues(set, block.start, block.end)));
      for (const [position, row] of parameters.rows.entries()) {
        const mapOf = await mapsOfRow(row, set, context.seed, inputs);
        const predictions = new Uint8Array((block.end - block.start) * parameters.noiseSeeds);
        for (let repeat = 0; repeat < parameters.noiseSeeds; repeat++) {
          const images = degradedImages(context, set, block, mapOf, repeat);
          predictions.set(predictClasses(network, images), repeat * (block.end - block.start));
          context.report({
            done: (position + (repeat + 1) / parameters.noiseSeeds) / parameters.rows.length,
            note: row.title,
          });
        }
        files.set(`${row.id}.u8`, predictions);
      }
    } finally {
      disposeNetwork(network);
    }
    return files;
  },
  collect: summariseDegradation,
};

function predictClasses(network: Network, images: Float32Array): Uint8Array {
  return predictedClasses(predictLogits(network, images), network.architecture.classes);
}

async function mapsOfRow(
  row: Row,
  set: ImageSet,
  seed: number,
  inputs: InputReader,
): Promise<MapOf> {
  if (row.kind === 'control') {
    return (image, repeat) =>
      anyControlMap(
        row.id,
        imageValues(set, image, image + 1),
        set.shape,
        generatorFor(seed, 'control', row.id, image, repeat),
      );
  }
  const maps = await readMaps(inputs, row.maps);
  const { cell } = row;
  if (cell === undefined) return (image) => maps.pixelMap(image);
  const [height, width] = set.shape;
  return (image) => cellMeans(maps.pixelMap(image), height, width, cell);
}

/** The images of a block, degraded by one map and one repeat, row-major [images × values]. */
function degradedImages(
  { parameters, seed }: UnitContext<DegradeParameters>,
  set: ImageSet,
  block: ImageBlock,
  mapOf: MapOf,
  repeat: number,
): Float32Array {
  const [height, width, channels] = set.shape;
  const pixels = height * width;
  const kept = keptPixelCount(parameters.keptShare, pixels);
  const fill = FILLS.find(({ id }) => id === parameters.fill)!;
  const degraded = imageValues(set, block.start, block.end);
  for (let image = block.start; image < block.end; image++) {
    const start = (image - block.start) * pixels * channels;
    const target = degraded.subarray(start, start + pixels * channels);
    const order = orderByRelevance(mapOf(image, repeat), generatorFor(seed, 'ties', image, repeat));
    const replace = fill.prepare(target, set.shape, generatorFor(seed, 'noise', image, repeat));
    replace(order.subarray(kept), target);
  }
  return degraded;
}
