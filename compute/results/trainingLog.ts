import { z } from 'zod';
import { headerSchema } from './header.ts';

const layerSummarySchema = z.strictObject({
  /** Layer type, e.g. `conv2d`. */
  type: z.string(),
  /** In words, e.g. `32 filters 3×3, valid`. */
  description: z.string(),
  /** Without the batch axis. */
  outputShape: z.array(z.number().int().positive()),
  parameters: z.number().int().nonnegative(),
});

/** One epoch of training. */
export const epochSchema = z.strictObject({
  /** From 1. */
  epoch: z.number().int().positive(),
  /** Mean loss over the training images as augmented, the loss that is minimised. */
  loss: z.number(),
  /** Share of training images, as augmented and while learning, that were classified correctly. */
  trainingAccuracy: z.number().min(0).max(1),
  /** On training images held out from training; absent when none are. */
  heldOutAccuracy: z.number().min(0).max(1).optional(),
  /** On test images, recorded and never used for a choice; absent unless asked for. */
  testAccuracy: z.number().min(0).max(1).optional(),
});

/** `training-<network>.json`: how one network was trained. */
export const trainingLogSchema = z.strictObject({
  header: headerSchema,
  network: z.strictObject({
    name: z.string(),
    inputShape: z.array(z.number().int().positive()).length(3),
    classes: z.number().int().positive(),
    parameters: z.number().int().positive(),
    layers: z.array(layerSummarySchema),
  }),
  dataset: z.string(),
  trainingImages: z.number().int().positive(),
  heldOutImages: z.number().int().nonnegative(),
  /** The training settings, as the study states them. */
  settings: z.record(z.string(), z.unknown()),
  epochs: z.array(epochSchema).min(1),
});

export type TrainingLog = z.infer<typeof trainingLogSchema>;
