import { z } from 'zod';
import { estimateSchema } from './estimate.ts';
import { headerSchema } from './header.ts';

const share = z.number().min(0).max(1);

const shapleySchema = z.strictObject({
  /** Side of the grid cells, the players, in pixels. */
  cell: z.number().int().positive(),
  players: z.number().int().positive(),
  /** Images whose exact values were enumerated. */
  images: z.number().int().positive(),
  /** Coalitions that the exact values take. */
  exactEvaluations: z.number().int().positive(),
  /** Coalitions that each estimator may evaluate, rising. */
  evaluations: z.array(z.number().int().positive()).min(1),
  estimators: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      /**
       * Distance from the exact values over their length, of all images and seeds: one number for each
       * number of evaluations.
       */
      lowerQuartile: z.array(z.number().min(0)),
      median: z.array(z.number().min(0)),
      upperQuartile: z.array(z.number().min(0)),
      /**
       * Share of exact values inside value ± 1.96 standard errors, with its bootstrap interval over
       * images; null where the estimator gives no standard errors, or too few evaluations for any.
       */
      coverage: z.array(estimateSchema.nullable()).nullable(),
    }),
  ),
});

/** `stability.json`: how far explanations by sampling depend on their seed, and how far they err. */
export const stabilitySchema = z.strictObject({
  header: headerSchema,
  dataset: z.string(),
  network: z.string(),
  /** Images explained again and again. */
  images: z.number().int().positive(),
  /** Runs of each method on each image. */
  seeds: z.number().int().min(2),
  /** Side of the grid cells in pixels. */
  cell: z.number().int().positive(),
  cells: z.number().int().positive(),
  /** Share of the cells that count as most relevant. */
  share,
  /** Overlap that a published setting must reach. */
  goal: share,
  bootstrapResamples: z.number().int().positive(),
  /** Changed images that each run may ask about, rising. */
  evaluations: z.array(z.number().int().positive()).min(1),
  /** The one of them that the study's own maps take. */
  published: z.number().int().positive(),
  rows: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      /**
       * Most relevant cells that two runs share over those of one, mean over pairs and images, for each
       * of `evaluations`, or for the first of them where more would cost too much.
       */
      overlap: z.array(estimateSchema),
      /** The same over those of either run. */
      jaccard: z.array(estimateSchema),
      /** The least evaluations whose mean overlap reaches the goal; null where none does. */
      reaches: z.number().int().positive().nullable(),
    }),
  ),
  /** Share of the runs in which each cell is among the most relevant, of a few images. */
  probabilities: z.array(
    z.strictObject({
      /** Index in the data set. */
      image: z.number().int().min(0),
      label: z.number().int().min(0),
      predicted: z.number().int().min(0),
      row: z.string(),
      evaluations: z.number().int().positive(),
      /** Row-major over the grid. */
      cells: z.array(share),
    }),
  ),
  shapley: shapleySchema,
});

export type Stability = z.infer<typeof stabilitySchema>;
export type ShapleyErrors = z.infer<typeof shapleySchema>;
