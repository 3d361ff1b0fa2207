import { z } from 'zod';
import { headerSchema } from './header.ts';

/** One epoch of variational training. */
export const bayesianEpochSchema = z.strictObject({
  /** From 1. */
  epoch: z.number().int().positive(),
  /** Negative bound a training image, in nats, with the KL term as it counts in training. */
  loss: z.number(),
  /** Its first term: mean −ln of the probability that a sampled network gave the true class. */
  negativeLogLikelihood: z.number().nonnegative(),
  /** KL divergence of all weights from the prior after the epoch, in nats. */
  kl: z.number(),
  /** Share of training images, as augmented, that sampled networks classified correctly. */
  trainingAccuracy: z.number().min(0).max(1),
});

/** `bayesian-training-<network>.json`: how the distributions of weights were learned. */
export const bayesianTrainingSchema = z.strictObject({
  header: headerSchema,
  network: z.strictObject({
    name: z.string(),
    /** Units of inputs, hidden layers and outputs. */
    sizes: z.array(z.number().int().positive()),
    /** Each has a mean and a deviation. */
    weights: z.number().int().positive(),
  }),
  dataset: z.string(),
  trainingImages: z.number().int().positive(),
  heldOutImages: z.number().int().nonnegative(),
  /** The training settings, as the study states them. */
  settings: z.record(z.string(), z.unknown()),
  /** How far the weights ended from the prior. */
  posterior: z.strictObject({
    /** Quantiles of the deviations of kernels: 5 %, 50 %, 95 %. */
    deviationQuantiles: z.array(z.number().positive()).length(3),
    /** Share of kernel weights whose mean is at least one deviation from 0. */
    clearWeights: z.number().min(0).max(1),
  }),
  epochs: z.array(bayesianEpochSchema).min(1),
});

export type BayesianTraining = z.infer<typeof bayesianTrainingSchema>;
