import { z } from 'zod';
import { estimateSchema } from './estimate.ts';
import { headerSchema } from './header.ts';

/** `quantised-<network>.json`: what rounding means and deviations to 8 bits costs. */
export const quantisedSchema = z.strictObject({
  header: headerSchema,
  network: z.string(),
  dataset: z.string(),
  images: z.number().int().positive(),
  /** Networks sampled, by the same random numbers from both posteriors. */
  networks: z.number().int().positive(),
  /** Length of the published binary. */
  bytes: z.number().int().positive(),
  /** The same with 32 bits a number. */
  fullBytes: z.number().int().positive(),
  accuracy: estimateSchema,
  fullAccuracy: estimateSchema,
  /** Images answered otherwise than before rounding. */
  changedAnswers: z.number().int().nonnegative(),
  /** Largest and mean difference of a class probability. */
  largestDifference: z.number().min(0).max(1),
  meanDifference: z.number().min(0).max(1),
  /** Mean difference of entropy and of mutual information, without sign, in nats. */
  entropyDifference: z.number().nonnegative(),
  mutualInformationDifference: z.number().nonnegative(),
});

export type Quantised = z.infer<typeof quantisedSchema>;
