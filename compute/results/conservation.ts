import { z } from 'zod';
import { headerSchema } from './header.ts';

const ledgerEntrySchema = z.strictObject({
  /** Layer index in the folded network, from the input. */
  layer: z.number().int().nonnegative(),
  type: z.string(),
  /** Rule applied, in words, e.g. `γ = 0.25`. */
  rule: z.string(),
  /** Relevance that comes in from above. */
  relevanceIn: z.number(),
  /** Relevance handed on below. */
  relevanceOut: z.number(),
  /** Taken by biases. */
  lostToBias: z.number(),
  /** Taken by the stabiliser ε. */
  lostToStabiliser: z.number(),
});

/** `conservation.json`: where relevance goes, layer by layer, for one image and several composites. */
export const conservationSchema = z.strictObject({
  header: headerSchema,
  dataset: z.string(),
  network: z.string(),
  image: z.strictObject({
    index: z.number().int().nonnegative(),
    label: z.number().int().nonnegative(),
    predicted: z.number().int().nonnegative(),
    /** Logit of the predicted class: the relevance that enters at the top. */
    logit: z.number(),
  }),
  composites: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      /** From the top of the network down to the pixels. */
      ledger: z.array(ledgerEntrySchema),
      /** Σ relevance of pixels / logit over the gallery images: median and extremes. */
      conservedShare: z.strictObject({ median: z.number(), least: z.number(), most: z.number() }),
    }),
  ),
});

export type Conservation = z.infer<typeof conservationSchema>;
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;
