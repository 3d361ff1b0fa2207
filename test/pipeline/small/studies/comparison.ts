import type { Study, StudyStep } from '../../../../compute/pipeline/step.ts';
import { comparisonSteps } from '../../../../compute/studies/comparison.ts';

/** A network of every kind of layer that matters, which learns bright-pixel images within seconds. */
export const trainTiny: StudyStep = {
  name: 'train-tiny',
  step: 'train',
  parameters: {
    network: 'tiny',
    architecture: {
      name: 'tiny',
      inputShape: [8, 8, 1],
      classes: 2,
      layers: [
        { type: 'conv2d', filters: 4, kernelSize: [3, 3], padding: 'same', bias: 'none' },
        { type: 'batchNorm', epsilon: 1e-3, momentum: 0.9, scale: true, offset: true },
        { type: 'relu' },
        { type: 'flatten' },
        { type: 'dropout', rate: 0.2 },
        { type: 'dense', units: 2, bias: true },
      ],
    },
    dataset: 'bright/test',
    settings: {
      epochs: 4,
      batchSize: 16,
      initialisation: 'he',
      optimiser: { type: 'adam', learningRate: 0.02 },
      augmentation: { shift: 1 },
    },
  },
};

/** Every step of the comparison. */
export const small: Study = {
  id: 'small',
  title: 'A small study of real steps',
  seed: 3,
  steps: [
    trainTiny,
    {
      name: 'evaluate-tiny',
      step: 'evaluate',
      parameters: { network: 'tiny', training: 'bright/test', test: 'bright/test' },
    },
    ...comparisonSteps({
      network: 'tiny',
      dataset: 'bright/test',
      images: 12,
      evaluations: 14,
      galleryImages: [0, 5, 9],
      galleryOthers: true,
    }),
  ],
};
