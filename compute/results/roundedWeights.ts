import { z } from 'zod';
import { estimateSchema } from './estimate.ts';
import { headerSchema } from './header.ts';

/** `rounded-weights-<network>.json`: what rounding the kernels of a network to 8 bits costs. */
export const roundedWeightsSchema = z.strictObject({
  header: headerSchema,
  network: z.string(),
  dataset: z.string(),
  images: z.number().int().positive(),
  /** Length of the published binary. */
  bytes: z.number().int().positive(),
  /** The same with 32 bits a number. */
  fullBytes: z.number().int().positive(),
  accuracy: estimateSchema,
  fullAccuracy: estimateSchema,
  /** Images answered otherwise than before rounding. */
  changedAnswers: z.number().int().nonnegative(),
  /** Share of the images that may be: the step fails where more are. */
  mostChanged: z.number().min(0).max(1),
  /** Largest and mean difference of a logit. */
  largestDifference: z.number().nonnegative(),
  meanDifference: z.number().nonnegative(),
});

export type RoundedWeights = z.infer<typeof roundedWeightsSchema>;
