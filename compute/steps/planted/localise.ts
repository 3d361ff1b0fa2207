import { z } from 'zod';
import { plantedSet } from '../../datasets/planted/plantedSets.ts';
import { LOCALISATION_METRICS, measureMaps } from '../../metrics/localisation/index.ts';
import { positiveShare } from '../../metrics/localisation/relevanceMass.ts';
import type { Step } from '../../pipeline/step.ts';
import { bytesOfFloats } from '../binary.ts';
import { evidenceOf, PIXEL_KINDS, pixelsOfKind } from './evidence.ts';
import { summariseLocalisation } from './localisationSummary.ts';
import { explainingSteps, mapRowSchema, openMapRow } from './mapRows.ts';

const parametersSchema = z.strictObject({
  /** The network that was explained. */
  network: z.string(),
  /** A planted set. */
  dataset: z.string(),
  /** The first so many images of the data set. */
  images: z.number().int().positive(),
  bootstrapResamples: z.number().int().positive().default(2000),
  rows: z.array(mapRowSchema).min(1),
});

export type LocaliseParameters = z.infer<typeof parametersSchema>;

/** Holds relevance maps against the pixels that are known to decide the class. */
export const localise: Step<LocaliseParameters> = {
  id: 'localise',
  summary: 'how well maps find planted evidence',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ dataset, rows }) => ({ datasets: [dataset], steps: explainingSteps(rows) }),
  units: ({ rows }) => rows.map(({ id }) => id),
  runUnit: async ({ parameters, inputs, seed, unit }) => {
    const { images, rows } = parameters;
    const set = await inputs.dataset(parameters.dataset);
    const pixels = set.shape[0] * set.shape[1];
    const parts = plantedSet(set.name).parts.subarray(0, images * pixels);
    const mapOf = await openMapRow(
      rows.find(({ id }) => id === unit)!,
      set,
      seed,
      inputs,
    );
    const maps = new Float32Array(images * pixels);
    for (let image = 0; image < images; image++) maps.set(mapOf(image), image * pixels);

    const files = new Map<string, Uint8Array>();
    const masks = evidenceOf(parts);
    for (const metric of LOCALISATION_METRICS) {
      files.set(`${metric.id}.f32`, bytesOfFloats(measureMaps(metric, maps, masks, pixels)));
    }
    for (const kind of PIXEL_KINDS) {
      const marked = pixelsOfKind(parts, kind);
      const shares = Float32Array.from({ length: images }, (_, image) => {
        const [start, end] = [image * pixels, (image + 1) * pixels];
        return positiveShare(maps.subarray(start, end), marked.subarray(start, end));
      });
      files.set(`share-${kind}.f32`, bytesOfFloats(shares));
    }
    return files;
  },
  collect: summariseLocalisation,
};
