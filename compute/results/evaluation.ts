import { z } from 'zod';
import { estimateSchema } from './estimate.ts';
import { headerSchema } from './header.ts';

const partSchema = z.strictObject({
  /** Data set and part, e.g. `mnist/test`. */
  dataset: z.string(),
  images: z.number().int().positive(),
  correct: z.number().int().nonnegative(),
  /** Share correct with its Wilson interval. */
  accuracy: estimateSchema,
  /** Mean −ln of the probability given to the true class. */
  crossEntropy: z.number().nonnegative(),
  /** Rows: true class; columns: predicted class. */
  confusion: z.array(z.array(z.number().int().nonnegative())),
  /** Share correct of each true class, with Wilson intervals. */
  classAccuracy: z.array(estimateSchema),
});

/** `evaluation-<network>.json`: how well a trained network classifies. */
export const evaluationSchema = z.strictObject({
  header: headerSchema,
  network: z.string(),
  classNames: z.array(z.string()),
  training: partSchema,
  test: partSchema,
  /** The test images whose true class got the least probability, hardest first. */
  hardest: z.array(
    z.strictObject({
      index: z.number().int().nonnegative(),
      label: z.number().int().nonnegative(),
      predicted: z.number().int().nonnegative(),
      /** Probability of the true class. */
      probability: z.number().min(0).max(1),
    }),
  ),
});

export type Evaluation = z.infer<typeof evaluationSchema>;
export type EvaluatedPart = z.infer<typeof partSchema>;
