import { z } from 'zod';
import { INITIALISATIONS } from '../networks/initialWeights.ts';

const whole = z.number().int();
const share = z.number().min(0).max(1);

const optimiserSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('adam'),
    learningRate: z.number().positive(),
    beta1: share.default(0.9),
    beta2: share.default(0.999),
    epsilon: z.number().positive().default(1e-7),
    /** Share of each kernel taken away at a step of learning rate 1 (AdamW). */
    weightDecay: z.number().min(0).default(0),
  }),
  z.strictObject({
    type: z.literal('nesterov'),
    learningRate: z.number().positive(),
    momentum: share.default(0.9),
    /** Share of each parameter taken away at a step of full learning rate, before momentum. */
    weightDecay: z.number().min(0).default(0),
  }),
]);

const scheduleSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('constant') }),
  z.strictObject({
    type: z.literal('triangular'),
    /** Factors of the learning rate at the first step and at the last; 1 at the peak. */
    start: share,
    end: share,
    /** Share of all steps before the peak. */
    peakAt: share,
  }),
  z.strictObject({
    type: z.literal('cosine'),
    /** Share of all steps in which the rate climbs from 0 in a straight line. */
    warmUp: share.default(0),
    end: share.default(0),
  }),
]);

const augmentationSchema = z.strictObject({
  /** Largest shift in pixels, each way: whole pixels of a padded image, cropped at random. */
  shift: whole.min(0).default(0),
  /** What the shifted image brings in at its border. */
  padding: z.enum(['zero', 'reflect']).default('zero'),
  /** `alternating`: from a random start, each image is mirrored every second epoch. */
  flip: z.enum(['none', 'random', 'alternating']).default('none'),
  /** Largest rotation in degrees, each way. */
  rotation: z.number().min(0).max(180).default(0),
  /** Largest change of size, each way: 0.1 for 90 … 110 %. */
  zoom: z.number().min(0).lt(1).default(0),
  /** A square at a random place is painted over, with one value (0 … 255) a channel. */
  cutout: z
    .strictObject({ size: whole.positive(), fill: z.array(whole.min(0).max(255)) })
    .optional(),
});

/** Hyper-parameters of a training run, as a study writes them. Dropout is part of the architecture. */
export const trainingSettingsSchema = z.strictObject({
  epochs: whole.positive(),
  /** Images a step; what is left over at the end of an epoch waits for another shuffle. */
  batchSize: whole.positive(),
  /** Training images, chosen by the seed, that are only classified, never learned from. */
  heldOutImages: whole.min(0).default(0),
  initialisation: z.enum(INITIALISATIONS),
  /** Filters of the first convolution: see `whiteningKernel`. */
  whitening: z
    .strictObject({ images: whole.positive(), epsilon: z.number().positive() })
    .optional(),
  optimiser: optimiserSchema,
  /** Factors of the learning rate for parameters of these names. */
  learningRateFactors: z
    .strictObject({ bias: z.number().min(0).default(1), offset: z.number().min(0).default(1) })
    .default({ bias: 1, offset: 1 }),
  /** Epochs in which biases of fixed filters learn; all when left out. */
  fixedFilterBiasEpochs: whole.min(0).optional(),
  schedule: scheduleSchema.default({ type: 'constant' }),
  /** Share of the target that is spread evenly over all classes (Szegedy et al. 2016, §7). */
  labelSmoothing: z.number().min(0).lt(1).default(0),
  /** Whether the loss of a batch is its mean or its sum; the learning rate must fit. */
  lossReduction: z.enum(['mean', 'sum']).default('mean'),
  augmentation: augmentationSchema.prefault({}),
  /** Slow weights that follow every few steps, and replace the weights: see `slowWeightShare`. */
  lookAhead: z
    .strictObject({ every: whole.positive(), weight: share, power: z.number().min(0) })
    .optional(),
});

export type TrainingSettings = z.infer<typeof trainingSettingsSchema>;
/** As a study writes them, with defaults left out. */
export type TrainingSettingsInput = z.input<typeof trainingSettingsSchema>;
export type OptimiserSettings = TrainingSettings['optimiser'];
export type ScheduleSettings = TrainingSettings['schedule'];
export type AugmentationSettings = TrainingSettings['augmentation'];
