import { z } from 'zod';
import { estimateSchema } from '../estimate.ts';
import { headerSchema } from '../header.ts';

/** Mean shares of the positive values that two pieces of evidence get. */
const pieceFields = {
  /** Share of the first piece, the glyph. */
  first: estimateSchema,
  /** Share of the second piece, the key. */
  second: estimateSchema,
};

/**
 * `part-shapley-<network>.json`: exact Shapley values of the parts of an image (pieces of evidence,
 * distractors, quarters of the background), and how well maps agree with them.
 */
export const partShapleySchema = z.strictObject({
  header: headerSchema,
  dataset: z.string(),
  network: z.string(),
  images: z.number().int().positive(),
  players: z.number().int().positive(),
  /** Coalitions evaluated for the exact values of one image. */
  coalitions: z.number().int().positive(),
  bootstrapResamples: z.number().int().positive(),
  /** Mean of the logit of the whole image minus that of plain grey. */
  total: estimateSchema,
  /** Mean Shapley interaction index of the two pieces: what they are worth only together. */
  interaction: estimateSchema,
  exact: z.strictObject(pieceFields),
  rows: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      /** Coalitions of parts evaluated; null where a map of the whole image was summed over parts. */
      evaluations: z.number().int().positive().nullable(),
      /** Mean correlation with the exact values over the parts of an image. */
      correlation: estimateSchema,
      ...pieceFields,
    }),
  ),
});

export type PartShapley = z.infer<typeof partShapleySchema>;
