import { z } from 'zod';
import { ORDER_IDS } from '../degrade/orders.ts';
import { estimateSchema } from './estimate.ts';
import { headerSchema } from './header.ts';

/** What is read off a degraded image: whether its class is found, how likely the first one still is. */
export const CURVE_MEASURES = ['accuracy', 'probability'] as const;
export type CurveMeasure = (typeof CURVE_MEASURES)[number];

const rowSchema = z.strictObject({
  /** Name used everywhere, e.g. `kernel-shap`. */
  id: z.string(),
  title: z.string(),
  /** A control is a map that knows nothing of the network. */
  kind: z.enum(['method', 'control']),
});

const share = z.number().min(0).max(1);

/** A mean over images at each share removed, with its bootstrap interval. */
const curveSchema = z.strictObject({
  means: z.array(share),
  low: z.array(share),
  high: z.array(share),
  /** Area under the curve, 0 … 1: its mean over all shares. */
  area: estimateSchema,
});

const agreementSchema = z.strictObject({
  /** Of the methods alone; null where there are fewer than two. */
  methods: z.number().min(-1).max(1).nullable(),
  /** Of methods and controls together; null where there are fewer than two rows. */
  rows: z.number().min(-1).max(1).nullable(),
});

/** `curves.json`: what a network makes of images as more and more pixels are removed. */
export const curvesSchema = z.strictObject({
  header: headerSchema,
  dataset: z.string(),
  network: z.string(),
  images: z.number().int().positive(),
  bootstrapResamples: z.number().int().positive(),
  /** Shares of the pixels removed at the points of each curve, from 0 to 1. */
  shares: z.array(share).min(2),
  rows: z.array(rowSchema).min(1),
  fills: z.array(z.strictObject({ id: z.string(), name: z.string(), source: z.string() })).min(1),
  /** One for each fill, order and row. */
  curves: z.array(
    z.strictObject({
      fill: z.string(),
      order: z.enum(ORDER_IDS),
      row: z.string(),
      accuracy: curveSchema,
      probability: curveSchema,
    }),
  ),
  /** Kendall's W of the areas: how far the fills put the rows in the same order, 0 … 1. */
  fillConcordance: z.array(
    agreementSchema.extend({ measure: z.enum(CURVE_MEASURES), order: z.enum(ORDER_IDS) }),
  ),
  /** Kendall's τ between the rows ranked by one order of removal and by the other, −1 … 1. */
  orderConsistency: z.array(
    agreementSchema.extend({ measure: z.enum(CURVE_MEASURES), fill: z.string() }),
  ),
  /** How hard it is to tell chosen methods apart. */
  power: z.array(
    z.strictObject({
      measure: z.enum(CURVE_MEASURES),
      fill: z.string(),
      order: z.enum(ORDER_IDS),
      first: z.string(),
      second: z.string(),
      /** Area of the first less area of the second, on the same images. */
      difference: estimateSchema,
      /** Images needed to find it at level 5 % with a chance of 80 %; null where it is 0, to rounding. */
      images: z.number().int().positive().nullable(),
    }),
  ),
});

export type Curves = z.infer<typeof curvesSchema>;
export type CurvePoints = z.infer<typeof curveSchema>;
