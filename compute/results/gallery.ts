import { z } from 'zod';
import { headerSchema } from './header.ts';

/** Files of one method's maps: all images of the gallery in one sprite atlas, one file a variant. */
const atlasFilesSchema = z.strictObject({
  /** Each map on its own scale. */
  ownLight: z.string(),
  ownDark: z.string(),
  /** All maps of the method on one scale. */
  sharedLight: z.string(),
  sharedDark: z.string(),
});

const galleryMapSchema = z.strictObject({
  /** Relevance shown in full colour: the 99.5th percentile of |relevance| in this map. */
  scale: z.number().nonnegative(),
  /** Sum of the relevance of all pixels (of segments for LIME and Kernel SHAP). */
  sum: z.number(),
  /** LIME: weighted R² of the surrogate. */
  surrogateR2: z.number().optional(),
  /** Kernel SHAP: largest standard error of a segment. */
  largestStandardError: z.number().optional(),
});

const galleryMethodSchema = z.strictObject({
  /** Name used everywhere, e.g. `lime`. */
  id: z.string(),
  title: z.string(),
  /** Name of the explaining step of the study. */
  step: z.string(),
  settings: z.record(z.string(), z.unknown()),
  /** Scale of the shared variant: the 99.5th percentile of |relevance| over all maps shown. */
  sharedScale: z.number().nonnegative(),
  files: atlasFilesSchema,
  /** One a gallery image, in order. */
  maps: z.array(galleryMapSchema),
});

/** `gallery.json`: fixed images of a data set with the map of every method. */
export const gallerySchema = z.strictObject({
  header: headerSchema,
  dataset: z.string(),
  network: z.string(),
  classNames: z.array(z.string()),
  shape: z.array(z.number().int().positive()).length(3),
  /** Where tile i lies in every atlas: column i mod columns, row ⌊i / columns⌋. */
  atlas: z.strictObject({
    columns: z.number().int().positive(),
    /** Each pixel of an image is this many pixels wide and high in the atlas, never resampled. */
    magnification: z.number().int().positive(),
    /** The images themselves. */
    images: z.string(),
  }),
  images: z.array(
    z.strictObject({
      /** Index in the data set. */
      index: z.number().int().nonnegative(),
      label: z.number().int().nonnegative(),
      /** The class explained. */
      predicted: z.number().int().nonnegative(),
      /** Softmax probability of the predicted class. */
      probability: z.number().min(0).max(1),
      logits: z.array(z.number()),
    }),
  ),
  methods: z.array(galleryMethodSchema),
});

/** `gallery-maps.json`: the numbers behind the atlases, to six significant digits. */
export const galleryMapsSchema = z.strictObject({
  header: headerSchema,
  shape: z.array(z.number().int().positive()).length(3),
  /** Images as shown, 0 … 255, row-major. */
  images: z.array(z.array(z.number().int().min(0).max(255))),
  /** Relevance of every pixel of every image, by method. */
  maps: z.record(z.string(), z.array(z.array(z.number()))),
});

export type Gallery = z.infer<typeof gallerySchema>;
export type GalleryMaps = z.infer<typeof galleryMapsSchema>;
