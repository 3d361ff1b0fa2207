import { z } from 'zod';
import { METRIC_CATEGORIES } from '../metrics/metric.ts';
import { estimateSchema } from './estimate.ts';
import { headerSchema } from './header.ts';

const rowSchema = z.strictObject({
  /** Name used everywhere, e.g. `kernel-shap`. */
  id: z.string(),
  title: z.string(),
  /** A control is a map that knows nothing of the network. */
  kind: z.enum(['method', 'control']),
});

const bound = z.number().nullable();

const columnSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  category: z.enum(METRIC_CATEGORIES),
  direction: z.enum(['higher', 'lower']),
  /** Least and most possible value, null where there is none. */
  range: z.tuple([bound, bound]),
  source: z.string(),
  /** Images that were measured. */
  images: z.number().int().positive(),
  /** One a row of the table, in order; null where it was not measured. */
  cells: z.array(
    z
      .strictObject({
        /** Mean over images with its bootstrap interval. */
        mean: estimateSchema,
        /** Of the first images, one number each. */
        values: z.array(z.number()),
      })
      .nullable(),
  ),
  /** The best row, by its mean. */
  best: z.string(),
  /** Rows whose difference from the best has an adjusted p above 0.05: they cannot be told from it. */
  tied: z.array(z.string()),
});

/** `metrics-<part>.json`: methods and controls by metrics of their maps. */
export const metricTableSchema = z.strictObject({
  header: headerSchema,
  dataset: z.string(),
  network: z.string(),
  bootstrapResamples: z.number().int().positive(),
  rows: z.array(rowSchema).min(1),
  columns: z.array(columnSchema).min(1),
});

export type MetricTable = z.infer<typeof metricTableSchema>;
export type MetricTableRow = z.infer<typeof rowSchema>;
export type MetricTableColumn = z.infer<typeof columnSchema>;
