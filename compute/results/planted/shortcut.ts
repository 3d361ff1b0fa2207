import { z } from 'zod';
import { estimateSchema } from '../estimate.ts';
import { headerSchema } from '../header.ts';
import { mapRowFields } from './mapRow.ts';

/** `shortcut.json`: networks that could learn a spurious mark, and what each method shows of it. */
export const shortcutSchema = z.strictObject({
  header: headerSchema,
  /** Images classified with and without the mark. */
  testImages: z.number().int().positive(),
  /** The first so many of them were explained. */
  explainedImages: z.number().int().positive(),
  /** Share of the pixels that the mark covers. */
  markShare: z.number().min(0).max(1),
  bootstrapResamples: z.number().int().positive(),
  networks: z.array(
    z.strictObject({
      /** Name of the network, e.g. `shortcut-90`. */
      id: z.string(),
      /** Chance in training that the mark is that of the class; else it is any of the ten. */
      rate: z.number().min(0).max(1),
      /** Marked images it was tested and explained on. */
      dataset: z.string(),
      /** Accuracy on marked images; bootstrap intervals over images. */
      marked: estimateSchema,
      /** Accuracy on the same images with the mark removed. */
      clean: estimateSchema,
      /** Paired difference, marked minus clean. */
      lost: estimateSchema,
      rows: z.array(
        z.strictObject({
          ...mapRowFields,
          /** Mean share of the positive relevance that lies on the mark. */
          markShare: estimateSchema,
          /** The same on the glyph. */
          glyphShare: estimateSchema,
          /** Share of the mark here minus its share for the first network, image by image. */
          markGain: estimateSchema,
        }),
      ),
    }),
  ),
});

export type Shortcut = z.infer<typeof shortcutSchema>;
