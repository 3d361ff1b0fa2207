import { z } from 'zod';
import { headerSchema } from './header.ts';

const rowSchema = z.strictObject({
  /** Name used everywhere, e.g. `kernel-shap`. */
  id: z.string(),
  title: z.string(),
  /** A control is a map that knows nothing of the network. */
  kind: z.enum(['method', 'control']),
});

/** A metric of agreement, at a share of the pixels where it looks at the top alone. */
const columnSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  source: z.string(),
  /** Share of the pixels that make the top; null for metrics of all pixels. */
  share: z.number().gt(0).max(1).nullable(),
});

/** `agreement.json`: how far each two maps of the same image agree. */
export const agreementSchema = z.strictObject({
  header: headerSchema,
  dataset: z.string(),
  network: z.string(),
  images: z.number().int().positive(),
  bootstrapResamples: z.number().int().positive(),
  rows: z.array(rowSchema).min(2),
  columns: z.array(columnSchema).min(1),
  /** Every pair of rows once; each list holds one number a column. */
  pairs: z.array(
    z.strictObject({
      first: z.string(),
      second: z.string(),
      /** Means over images. */
      means: z.array(z.number().min(-1).max(1)),
      /** Ends of their 95 % bootstrap intervals. */
      low: z.array(z.number().min(-1).max(1)),
      high: z.array(z.number().min(-1).max(1)),
      /** The image on which they have least of the top pixels in common, at the last share. */
      least: z.strictObject({ image: z.number().int().min(0), value: z.number() }),
    }),
  ),
});

export type Agreement = z.infer<typeof agreementSchema>;
