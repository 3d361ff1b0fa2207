import { z } from 'zod';
import { estimateSchema } from './estimate.ts';
import { headerSchema } from './header.ts';

/** What can replace a pixel that is not kept: see compute/degrade/fills. */
export const DEGRADATION_FILLS = [
  'salt-and-pepper',
  'salt-and-pepper-per-channel',
  'zero',
] as const;

/** Rows: true class; columns: predicted class; mean number of images over noise seeds. */
const confusionSchema = z.array(z.array(z.number().min(0)));

const degradationRowSchema = z.strictObject({
  /** Name used everywhere, e.g. `kernel-shap`. */
  id: z.string(),
  title: z.string(),
  /** A control is a map that knows nothing of the network. */
  kind: z.enum(['method', 'control']),
  /** Accuracy on degraded images, mean over noise seeds; bootstrap interval over images. */
  accuracy: estimateSchema,
  /** One accuracy a noise seed. */
  seedAccuracies: z.array(z.number().min(0).max(1)),
  /** Accuracy of each true class. */
  classAccuracy: z.array(z.number().min(0).max(1)),
  confusion: confusionSchema,
  /** Share of images whose prediction stays what it was before, mean over noise seeds. */
  unchangedPredictions: z.number().min(0).max(1),
});

/** `degradation.json`, `degradation-<variant>.json`: accuracy after keeping the pixels ranked highest. */
export const degradationSchema = z.strictObject({
  header: headerSchema,
  dataset: z.string(),
  network: z.string(),
  images: z.number().int().positive(),
  keptShare: z.number().min(0).max(1),
  keptPixels: z.number().int().positive(),
  pixels: z.number().int().positive(),
  /** What replaces a pixel that is not kept. */
  fill: z.enum(DEGRADATION_FILLS),
  noiseSeeds: z.number().int().positive(),
  bootstrapResamples: z.number().int().positive(),
  /** Accuracy on the images as they are, with the same kind of interval. */
  intactAccuracy: estimateSchema,
  /** Of the same images as they are. */
  intactConfusion: confusionSchema,
  rows: z.array(degradationRowSchema).min(1),
  /** Paired differences of accuracy, first minus second, for all pairs of rows. */
  differences: z.array(
    z.strictObject({ first: z.string(), second: z.string(), difference: estimateSchema }),
  ),
});

export type Degradation = z.infer<typeof degradationSchema>;
export type DegradationRow = z.infer<typeof degradationRowSchema>;
