import { z } from 'zod';
import { estimateSchema } from '../estimate.ts';
import { headerSchema } from '../header.ts';
import { mapRowFields } from './mapRow.ts';

const metricSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  direction: z.enum(['higher', 'lower']),
  range: z.array(z.number()).length(2),
  source: z.string(),
  /** Mean of a map that knows nothing, all pixels alike. */
  chance: z.number(),
});

/** Mean share of the positive relevance on each kind of pixel; bootstrap intervals over images. */
const sharesSchema = z.strictObject({
  evidence: estimateSchema,
  /** The second of two pieces of evidence; `evidence` is then the first. */
  secondPiece: estimateSchema.optional(),
  distractors: estimateSchema,
  background: estimateSchema,
});

/** `localisation-<network>.json`: how well relevance maps find evidence whose pixels are known. */
export const localisationSchema = z.strictObject({
  header: headerSchema,
  dataset: z.string(),
  network: z.string(),
  images: z.number().int().positive(),
  /** Share of the pixels that are evidence. */
  evidenceShare: z.number().min(0).max(1),
  bootstrapResamples: z.number().int().positive(),
  metrics: z.array(metricSchema),
  rows: z.array(
    z.strictObject({
      ...mapRowFields,
      /** Mean of each metric over images, by its id; bootstrap intervals over images. */
      metrics: z.record(z.string(), estimateSchema),
      shares: sharesSchema,
    }),
  ),
  /** By metric: paired differences of means, first minus second, for all pairs of rows. */
  differences: z.record(
    z.string(),
    z.array(z.strictObject({ first: z.string(), second: z.string(), difference: estimateSchema })),
  ),
});

export type Localisation = z.infer<typeof localisationSchema>;
