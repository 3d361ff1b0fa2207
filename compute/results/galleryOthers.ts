import { z } from 'zod';
import { gallerySchema } from './gallery.ts';
import { headerSchema } from './header.ts';

const galleryMethodSchema = gallerySchema.shape.methods.element;
const galleryImageSchema = gallerySchema.shape.images.element;

/** `gallery-others.json`: the images of `gallery.json` with maps by further methods. */
export const galleryOthersSchema = z.strictObject({
  header: headerSchema,
  dataset: z.string(),
  network: z.string(),
  shape: z.array(z.number().int().positive()).length(3),
  /** Where tile i lies in every atlas, as in `gallery.json`. */
  atlas: gallerySchema.shape.atlas.omit({ images: true }),
  /** Index in the data set, and the class explained. */
  images: z.array(galleryImageSchema.pick({ index: true, predicted: true })),
  methods: z.array(
    galleryMethodSchema.omit({ step: true }).extend({
      maps: z.array(
        galleryMethodSchema.shape.maps.element.pick({ scale: true }).extend({
          /** Share of |relevance| that speaks against the class; 0 where there is no relevance. */
          against: z.number().min(0).max(1),
        }),
      ),
    }),
  ),
});

export type GalleryOthers = z.infer<typeof galleryOthersSchema>;
