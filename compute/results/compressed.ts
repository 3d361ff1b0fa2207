import { z } from 'zod';
import { estimateSchema } from './estimate.ts';
import { headerSchema } from './header.ts';

/** How far answers are from those they are compared with. */
export const movedAnswersSchema = z.strictObject({
  /** Images answered otherwise. */
  changedAnswers: z.number().int().nonnegative(),
  /** Largest and mean difference of a class probability. */
  largestDifference: z.number().min(0).max(1),
  meanDifference: z.number().min(0).max(1),
  /** Mean difference of entropy and of mutual information, without sign, in nats. */
  entropyDifference: z.number().nonnegative(),
  mutualInformationDifference: z.number().nonnegative(),
});

export type MovedAnswers = z.infer<typeof movedAnswersSchema>;

/** `compressed-<network>.json`: what it costs to write a posterior as shortly as its own doubt allows. */
export const compressedSchema = z.strictObject({
  header: headerSchema,
  network: z.string(),
  dataset: z.string(),
  images: z.number().int().positive(),
  /** Networks sampled, by the same random numbers from both posteriors. */
  networks: z.number().int().positive(),
  /** Length of the published binary. */
  bytes: z.number().int().positive(),
  /** The same with 8 bits a number. */
  roundedBytes: z.number().int().positive(),
  /** Bits a weight takes, its deviation included. */
  bitsPerWeight: z.number().positive(),
  /** Steps of means, in deviations of the same weight. */
  meanStep: z.number().positive(),
  /** Share of the means that became 0. */
  zeroMeans: z.number().min(0).max(1),
  accuracy: estimateSchema,
  roundedAccuracy: estimateSchema,
  /** From the posterior of 8 bits to the compressed one. */
  moved: movedAnswersSchema,
  /** From the networks that the posterior of 8 bits gave to as many others drawn from it. */
  redrawn: movedAnswersSchema,
});

export type Compressed = z.infer<typeof compressedSchema>;
