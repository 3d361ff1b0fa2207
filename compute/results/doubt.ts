import { z } from 'zod';
import { estimateSchema } from './estimate.ts';
import { headerSchema } from './header.ts';

const share = z.number().min(0).max(1);

/** `doubt.json`: how unsure sampled networks become while pixels of images turn into noise. */
export const doubtSchema = z.strictObject({
  header: headerSchema,
  dataset: z.string(),
  network: z.string(),
  /** Networks sampled. */
  networks: z.number().int().positive(),
  images: z.number().int().positive(),
  pixels: z.number().int().positive(),
  noiseSeeds: z.number().int().positive(),
  bootstrapResamples: z.number().int().positive(),
  /** The rules by which images are refused. */
  rules: z.array(z.strictObject({ id: z.string(), title: z.string(), threshold: z.number() })),
  /** One a ranking and order. */
  rows: z
    .array(
      z.strictObject({
        /** Ranking and order, e.g. `lrp-most-first`. */
        id: z.string(),
        ranking: z.string(),
        title: z.string(),
        kind: z.enum(['method', 'control']),
        /** Whether the most or the least relevant pixels turn into noise first. */
        order: z.enum(['most-first', 'least-first']),
        points: z
          .array(
            z.strictObject({
              /** Share of the pixels that are noise. */
              share,
              /** Share of images classified correctly when none is refused; bootstrap interval. */
              accuracy: estimateSchema,
              /** Means over images, in nats; bootstrap intervals over images. */
              entropy: estimateSchema,
              epistemic: estimateSchema,
              aleatoric: z.number().nonnegative(),
              /** Share refused by each rule of the artefact, in their order. */
              refused: z.array(share),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
});

export type Doubt = z.infer<typeof doubtSchema>;
export type DoubtRow = Doubt['rows'][number];
export type DoubtPoint = DoubtRow['points'][number];
