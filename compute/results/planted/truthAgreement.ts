import { z } from 'zod';
import { estimateSchema } from '../estimate.ts';
import { headerSchema } from '../header.ts';
import { mapRowFields } from './mapRow.ts';

/** Rank correlations of one degradation with one metric of localisation, and their intervals. */
const correlationSchema = z.strictObject({
  /** The metric of localisation. */
  id: z.string(),
  /** Over all rows: does the degradation put methods and controls in the true order? */
  rankings: estimateSchema,
  /** Over the methods alone. */
  methods: estimateSchema,
  /** Over all rows for a single image, mean over images. */
  withinImages: estimateSchema,
});

/**
 * `truth-agreement-<network>.json`: whether degrading images by their maps ranks methods as the known
 * evidence does. Intervals are bootstrapped over images.
 */
export const truthAgreementSchema = z.strictObject({
  header: headerSchema,
  dataset: z.string(),
  network: z.string(),
  images: z.number().int().positive(),
  /** Share of the pixels that are ranked highest. */
  share: z.number().min(0).max(1),
  bootstrapResamples: z.number().int().positive(),
  degradations: z.array(
    z.strictObject({
      /** Order and fill, e.g. `keep-salt-and-pepper`. */
      id: z.string(),
      /** Whether the pixels ranked highest are kept and all others replaced, or the other way round. */
      order: z.enum(['keep', 'remove']),
      fill: z.enum(['salt-and-pepper', 'black', 'grey']),
      repeats: z.number().int().positive(),
      rows: z.array(
        z.strictObject({
          ...mapRowFields,
          /** Share of images still classified correctly. */
          accuracy: estimateSchema,
        }),
      ),
      correlations: z.array(correlationSchema),
    }),
  ),
});

export type TruthAgreement = z.infer<typeof truthAgreementSchema>;
