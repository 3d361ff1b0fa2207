import { z } from 'zod';
import { estimateSchema } from './estimate.ts';
import { headerSchema } from './header.ts';

const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);

const predictorSchema = z.strictObject({
  /** Name used everywhere, e.g. `ensemble`. */
  id: z.string(),
  title: z.string(),
  /** Networks whose answers are averaged. */
  networks: z.number().int().positive(),
  correct: count,
  /** Share correct when every image must be answered, with its Wilson interval. */
  accuracy: estimateSchema,
  /** Mean −ln of the probability given to the true class; bootstrap interval. */
  negativeLogLikelihood: estimateSchema,
  /** Expected calibration error, 15 bins of equal width; bootstrap interval. */
  calibrationError: estimateSchema,
  /** Mean probability of the class answered. */
  meanConfidence: share,
  bins: z.array(
    z.strictObject({
      from: share,
      to: share,
      images: count,
      confidence: share,
      accuracy: share,
    }),
  ),
  /** Accuracy when only the first few networks are averaged. */
  byNetworks: z.array(z.strictObject({ networks: z.number().int().positive(), accuracy: share })),
});

const rankingSchema = z.strictObject({
  /** Predictor and score, e.g. `bayes-entropy`. */
  id: z.string(),
  predictor: z.string(),
  score: z.string(),
  title: z.string(),
  /** Area under the risk–coverage curve; bootstrap interval. */
  area: estimateSchema,
  /** Accuracy among the surest images, as many as were answered in 2021; bootstrap interval. */
  accuracyAt2021: estimateSchema,
  curve: z.array(z.strictObject({ coverage: share, risk: share })),
});

const ruleSchema = z.strictObject({
  id: z.string(),
  predictor: z.string(),
  title: z.string(),
  /** Share of held-out images that the threshold was chosen to answer; null for a given one. */
  statedCoverage: share.nullable(),
  threshold: z.number(),
  answered: count,
  refused: count,
  /** Share of the test images answered, with its Wilson interval. */
  coverage: estimateSchema,
  /** Share correct of those answered, with its Wilson interval. */
  accuracy: estimateSchema,
  /** Share of the images refused that would have been answered wrongly. */
  refusedWrong: share,
});

/** `uncertainty.json`: how well networks know what they know, on the test images. */
export const uncertaintySchema = z.strictObject({
  header: headerSchema,
  dataset: z.string(),
  images: z.number().int().positive(),
  heldOutImages: z.number().int().positive(),
  bootstrapResamples: z.number().int().positive(),
  /** Share of the test images that the study of 2021 answered. */
  coverage2021: share,
  predictors: z.array(predictorSchema).min(1),
  rankings: z.array(rankingSchema).min(1),
  /** Paired differences of areas under the risk–coverage curve, first minus second. */
  areaDifferences: z.array(
    z.strictObject({ first: z.string(), second: z.string(), difference: estimateSchema }),
  ),
  rules: z.array(ruleSchema),
});

export type UncertaintyResults = z.infer<typeof uncertaintySchema>;
export type Ranking = z.infer<typeof rankingSchema>;
export type RuleResult = z.infer<typeof ruleSchema>;
export type PredictorResult = UncertaintyResults['predictors'][number];
