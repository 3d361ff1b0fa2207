import { z } from 'zod';
import { gallerySchema } from './gallery.ts';
import { headerSchema } from './header.ts';

const galleryMethodSchema = gallerySchema.shape.methods.element;

/** The map of the difference of two logits, by one method, for one image. */
const contrastMapSchema = galleryMethodSchema.shape.maps.element.extend({
  /** Kernel SHAP: the difference of the logits where every cell is hidden; `sum` is what the cells add to it. */
  hiddenDifference: z.number().optional(),
  /** LRP: what biases take of the difference of the logits on its way down, over all layers. */
  lostToBias: z.number().optional(),
  /** LRP: what the stabiliser ε takes; the difference of the logits is `sum` and both losses. */
  lostToStabiliser: z.number().optional(),
});

/**
 * `contrasts.json`: why the predicted class and not the runner-up. For fixed images, maps of the
 * difference of the two largest logits: positive where a pixel speaks for the predicted class against
 * the runner-up.
 */
export const contrastsSchema = z.strictObject({
  header: headerSchema,
  dataset: z.string(),
  network: z.string(),
  classNames: z.array(z.string()),
  shape: z.array(z.number().int().positive()).length(3),
  /** Where tile i lies in every atlas, as in `gallery.json`. */
  atlas: gallerySchema.shape.atlas.omit({ images: true }),
  images: z.array(
    z.strictObject({
      /** Index in the data set. */
      index: z.number().int().nonnegative(),
      /** Class of the largest logit. */
      predicted: z.number().int().nonnegative(),
      /** Class of the second largest logit. */
      runnerUp: z.number().int().nonnegative(),
      /** Logit of the predicted class less that of the runner-up. */
      difference: z.number().nonnegative(),
    }),
  ),
  methods: z.array(galleryMethodSchema.extend({ maps: z.array(contrastMapSchema) })),
});

/** `contrasts-maps.json`: the numbers behind the atlases, to six significant digits. */
export const contrastsMapsSchema = z.strictObject({
  header: headerSchema,
  shape: z.array(z.number().int().positive()).length(3),
  /** Relevance of every pixel of every image for the difference of the logits, by method. */
  maps: z.record(z.string(), z.array(z.array(z.number()))),
});

export type Contrasts = z.infer<typeof contrastsSchema>;
export type ContrastsMaps = z.infer<typeof contrastsMapsSchema>;
