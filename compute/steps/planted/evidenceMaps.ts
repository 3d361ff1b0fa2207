import { z } from 'zod';
import { plantedSet } from '../../datasets/planted/plantedSets.ts';
import type { Step } from '../../pipeline/step.ts';
import { imageBlocks, parseImageBlock } from '../imageBlocks.ts';
import { collectMaps, mapsBlockFiles } from '../relevanceMaps.ts';
import { evidenceOf } from './evidence.ts';

const parametersSchema = z.strictObject({
  /** The network beside whose maps the evidence is shown. */
  network: z.string(),
  /** A planted set. */
  dataset: z.string(),
  /** The first so many images of the data set. */
  images: z.number().int().positive(),
  blockSize: z.number().int().positive().default(500),
});

type Parameters = z.infer<typeof parametersSchema>;

/** The evidence itself as a map, 1 on its pixels and 0 elsewhere, in the form of an explanation. */
export const evidenceMaps: Step<Parameters> = {
  id: 'evidence-maps',
  summary: 'planted evidence as maps, to be shown beside those of methods',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ dataset }) => ({ datasets: [dataset], steps: [] }),
  units: ({ images, blockSize }) => imageBlocks(images, blockSize),
  runUnit: async ({ parameters, inputs, unit }) => {
    const set = await inputs.dataset(parameters.dataset);
    const { start, end } = parseImageBlock(unit);
    const pixels = set.shape[0] * set.shape[1];
    const parts = plantedSet(set.name).parts.subarray(start * pixels, end * pixels);
    return mapsBlockFiles({
      scores: Float32Array.from(evidenceOf(parts)),
      targets: set.labels.slice(start, end),
      // All of the map is on the evidence.
      quality: new Float32Array(end - start).fill(1),
    });
  },
  collect: (context) =>
    collectMaps(context, { method: 'evidence', cell: null, quality: 'conserved-share' }),
};
