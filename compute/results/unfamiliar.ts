import { z } from 'zod';
import { estimateSchema } from './estimate.ts';
import { headerSchema } from './header.ts';

const share = z.number().min(0).max(1);
const counts = z.array(z.number().int().nonnegative());

/** What one predictor says of one set of images. */
const askedSetSchema = z.strictObject({
  /** Name of the set, e.g. `fashion-mnist`. */
  id: z.string(),
  title: z.string(),
  images: z.number().int().positive(),
  /** Means over images, in nats. */
  entropy: z.number().nonnegative(),
  aleatoric: z.number().nonnegative(),
  epistemic: z.number().nonnegative(),
  /** Images by aleatoric and by epistemic uncertainty, in the bins of the artefact. */
  aleatoricHistogram: counts,
  epistemicHistogram: counts,
  /** Share refused by each rule of the artefact, in their order, with Wilson intervals. */
  refused: z.array(estimateSchema),
  /**
   * Chance that an image of the set has a higher score than a familiar one (area under the ROC
   * curve, DeLong interval), by entropy and by mutual information; null for the familiar set itself.
   */
  rocArea: z
    .strictObject({ entropy: estimateSchema, mutualInformation: estimateSchema })
    .nullable(),
});

/** `unfamiliar.json`: what networks say of images unlike those they learned from. */
export const unfamiliarSchema = z.strictObject({
  header: headerSchema,
  /** The set that counts as familiar. */
  familiar: z.string(),
  /** Borders of the bins of histograms, in nats; one more than there are bins. */
  histogramBorders: z.array(z.number()),
  predictors: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      /** Rules by which this predictor refuses. */
      rules: z.array(z.strictObject({ id: z.string(), title: z.string() })),
      sets: z.array(askedSetSchema).min(1),
      /** Turned images, angle by angle; empty when none were asked about. */
      rotations: z.array(
        z.strictObject({
          /** Degrees, clockwise. */
          angle: z.number(),
          images: z.number().int().positive(),
          /** Share answered with the class of the upright image, forced. */
          accuracy: estimateSchema,
          entropy: z.number().nonnegative(),
          aleatoric: z.number().nonnegative(),
          epistemic: z.number().nonnegative(),
          refused: z.array(estimateSchema),
          /** Share refused or right: the answers that do no harm, by each rule. */
          harmless: z.array(share),
        }),
      ),
    }),
  ),
});

export type Unfamiliar = z.infer<typeof unfamiliarSchema>;
export type UnfamiliarPredictor = Unfamiliar['predictors'][number];
export type AskedSet = z.infer<typeof askedSetSchema>;
export type Rotation = UnfamiliarPredictor['rotations'][number];
