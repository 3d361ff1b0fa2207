import { z } from 'zod';
import { estimateSchema } from '../estimate.ts';
import { headerSchema } from '../header.ts';
import { REPLICATED_METHODS } from './faults.ts';

const share = z.number().min(0).max(1);

/** 2021 again on one network: accuracy with bootstrap intervals over the images of the table. */
const rowsOf2021Schema = z.strictObject({
  network: z.string(),
  /** On the images as they are. */
  intact: estimateSchema,
  /** With every fault in place. */
  committed: estimateSchema,
  /** With what departed from the description put right. */
  described: estimateSchema,
  /** What 2021 reported less `committed`, whose interval it has; null where that could not be read. */
  unexplained: estimateSchema.nullable(),
});

const faultSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  was: z.string(),
  corrected: z.string(),
  kind: z.enum(['departure', 'choice']),
  /**
   * What its correction adds to the accuracy, on average over all orders in which the faults can be
   * corrected: its Shapley value. The values of all faults add up to `corrected` less `committed`.
   */
  share: estimateSchema,
  /** What it adds when it is corrected before all others, and after all others. */
  first: estimateSchema,
  last: estimateSchema,
});

const methodSchema = z.strictObject({
  id: z.enum(REPLICATED_METHODS),
  title: z.string(),
  /** Accuracy that the study of 2021 gave; null where it could not be read. */
  published: share.nullable(),
  /** On a network trained here as in 2021. */
  ours: rowsOf2021Schema,
  /** On the weights of 2021. */
  original: rowsOf2021Schema.nullable(),
  /** Accuracy before, on the way and after, on the images on which every order was tried. */
  examined: z.strictObject({
    committed: estimateSchema,
    described: estimateSchema,
    corrected: estimateSchema,
    /** Paired: corrected less committed. */
    change: estimateSchema,
  }),
  faults: z.array(faultSchema).min(1),
  /** Segments of 2021; null for a method that has none. */
  segments: z
    .strictObject({ single: share, two: share, median: z.number(), most: z.number().int() })
    .nullable(),
  /** Players that AIC selected; null for a method that selects none. */
  selected: z.strictObject({ none: share, median: z.number() }).nullable(),
  /** Mean number of pixels that 2021 kept. */
  keptPixels: z.number().min(0),
});

const differenceSchema = z.strictObject({
  first: z.string(),
  second: z.string(),
  difference: estimateSchema,
});

/** `replication-<data set>.json`: the comparison of 2021 again, and what it owes to which fault. */
export const replicationSchema = z.strictObject({
  header: headerSchema,
  dataset: z.string(),
  /** Test images, the first ones, of the rows of 2021. */
  images: z.number().int().positive(),
  /** Of these the first so many had every order of corrections tried. */
  imagesExamined: z.number().int().positive(),
  pixels: z.number().int().positive(),
  noiseSeeds: z.number().int().positive(),
  evaluations: z.number().int().positive(),
  bootstrapResamples: z.number().int().positive(),
  methods: z.array(methodSchema).min(1),
  /** Paired differences of accuracy between methods, on the images examined. */
  differences: z.strictObject({
    committed: z.array(differenceSchema),
    described: z.array(differenceSchema),
    corrected: z.array(differenceSchema),
  }),
});

export type Replication = z.infer<typeof replicationSchema>;
export type ReplicatedMethodResult = z.infer<typeof methodSchema>;
