import { z } from 'zod';
import { ESTIMATORS } from '../../bayes/elbo.ts';
import { klAnnealingSchema } from '../../bayes/klAnnealing.ts';
import { priorSchema } from '../../bayes/prior.ts';
import { layerSizesSchema, variationalStartSchema } from '../../bayes/variational.ts';
import { generatorFor } from '../../random/generator.ts';
import { holdOut, type LabelledImages } from '../../training/labelledImages.ts';
import { trainingSettingsSchema } from '../../training/settings.ts';

const { optimiser, schedule, augmentation } = trainingSettingsSchema.shape;
const whole = z.number().int();

const bayesianSettingsSchema = z.strictObject({
  epochs: whole.positive(),
  /** Images a step; what is left over at the end of an epoch waits for another shuffle. */
  batchSize: whole.positive(),
  /** Training images, chosen by the seed, that are never learned from. */
  heldOutImages: whole.min(0).default(0),
  start: variationalStartSchema,
  prior: priorSchema,
  estimator: z.enum(ESTIMATORS),
  kl: z.enum(['exact', 'sampled']),
  /**
   * How often the KL term counts: once for all training images, as the bound has it, or once for
   * every batch, as in 2021, which multiplies its weight by the number of batches.
   */
  klPer: z.enum(['training-set', 'batch']).default('training-set'),
  /**
   * Share of the KL term that counts in the end. 1 is the bound; less tempers the posterior (Wenzel et
   * al. 2020), and has to be said with every result.
   */
  temperature: z.number().gt(0).max(1).default(1),
  klAnnealing: klAnnealingSchema.default({ type: 'none' }),
  optimiser,
  schedule,
  augmentation,
});

export type BayesianSettings = z.infer<typeof bayesianSettingsSchema>;
export type BayesianSettingsInput = z.input<typeof bayesianSettingsSchema>;

export const trainBayesianParametersSchema = z.strictObject({
  /** Name of the network in this study; the step is called `train-<network>`. */
  network: z.string().regex(/^[\w-]+$/),
  /** Units of inputs, hidden layers and outputs. */
  sizes: layerSizesSchema,
  /** Data set to learn from, e.g. `mnist/train`. */
  dataset: z.string(),
  settings: bayesianSettingsSchema,
});

export type TrainBayesianParameters = z.infer<typeof trainBayesianParametersSchema>;

/** Images to learn from and those held out: the same split for all networks of a study. */
export function splitHeldOut(
  images: LabelledImages,
  heldOutImages: number,
  seed: number,
): { training: LabelledImages; heldOut?: LabelledImages } {
  return heldOutImages === 0
    ? { training: images }
    : holdOut(images, heldOutImages, generatorFor(seed, 'held-out'));
}
