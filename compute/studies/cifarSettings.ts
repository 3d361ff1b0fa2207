import type { TrainingSettingsInput } from '../training/settings.ts';

const BATCH = 512;
const MOMENTUM = 0.85;
/**
 * Gradients that stay the same move the weights this many times farther under Nesterov momentum;
 * rate and decay are given for 1,024 images at rest (Jordan 2024, arXiv 2404.00498, listing 1).
 */
const SCALE = 1024 * (1 + 1 / (1 - MOMENTUM));
/** The mean pixel of the training images. */
const MEAN_COLOUR = [125, 123, 114];

/**
 * The recipe of airbench94, with the longer training, the wider shifts and the cutout of airbench96
 * (Jordan 2024). Fixed before the test set was looked at.
 */
export const CIFAR_SETTINGS: TrainingSettingsInput = {
  epochs: 40,
  batchSize: BATCH,
  initialisation: 'identity',
  whitening: { images: 5000, epsilon: 5e-4 },
  optimiser: {
    type: 'nesterov',
    learningRate: 11.5 / SCALE,
    momentum: MOMENTUM,
    weightDecay: (0.0153 * BATCH) / SCALE,
  },
  learningRateFactors: { bias: 64, offset: 64 },
  fixedFilterBiasEpochs: 3,
  schedule: { type: 'triangular', start: 0.2, peakAt: 0.23, end: 0.07 },
  labelSmoothing: 0.2,
  lossReduction: 'sum',
  augmentation: {
    flip: 'alternating',
    shift: 4,
    padding: 'reflect',
    cutout: { size: 12, fill: MEAN_COLOUR },
  },
  lookAhead: { every: 5, weight: 0.95 ** 5, power: 3 },
};
