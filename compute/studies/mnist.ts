import type { Architecture } from '../networks/architecture.ts';
import { mnist2021 } from '../networks/architectures/mnist2021.ts';
import { mnistBetter } from '../networks/architectures/mnistBetter.ts';
import type { Study, StudyStep } from '../pipeline/step.ts';
import type { TrainingSettingsInput } from '../training/settings.ts';
import { comparisonSteps } from './comparison.ts';
import { MNIST_IMAGES_2021 } from './images2021.ts';
import { measureSteps } from './measures.ts';

/** As the 2021 study trained its network: Keras defaults, a tenth of the images held out. */
const SETTINGS_2021: TrainingSettingsInput = {
  epochs: 15,
  batchSize: 128,
  heldOutImages: 6000,
  initialisation: 'glorot',
  optimiser: { type: 'adam', learningRate: 0.001 },
};

/** Shifts, turns and sizes as handwriting varies; fixed before the test set was looked at. */
const SETTINGS_BETTER: TrainingSettingsInput = {
  epochs: 11,
  batchSize: 128,
  initialisation: 'he',
  optimiser: { type: 'adam', learningRate: 0.003, weightDecay: 0.01 },
  schedule: { type: 'cosine', warmUp: 0.07, end: 0.002 },
  augmentation: { shift: 2, rotation: 10, zoom: 0.1 },
};

function trained(
  network: string,
  architecture: Architecture,
  settings: TrainingSettingsInput,
): StudyStep[] {
  return [
    {
      name: `train-${network}`,
      step: 'train',
      parameters: { network, architecture, dataset: 'mnist/train', test: 'mnist/test', settings },
    },
    {
      name: `evaluate-${network}`,
      step: 'evaluate',
      parameters: { network, training: 'mnist/train', test: 'mnist/test' },
    },
  ];
}

/** MNIST: the 2021 network and a better one; the 2021 network explained on all test images. */
export const mnist: Study = {
  id: 'mnist',
  title: 'MNIST',
  seed: 2021,
  steps: [
    ...trained('2021', mnist2021, SETTINGS_2021),
    ...trained('better', mnistBetter, SETTINGS_BETTER),
    ...comparisonSteps({
      network: '2021',
      dataset: 'mnist/test',
      images: 10_000,
      evaluations: 2000,
      galleryImages: MNIST_IMAGES_2021,
      contrasts: true,
      galleryOthers: true,
    }),
    ...measureSteps({
      network: '2021',
      dataset: 'mnist/test',
      images: 200,
      imagesExplainedAgain: 32,
      imagesRemoved: 500,
      stability: { images: 32, shapley: { images: 12, cell: 7 } },
      evaluations: 2000,
      evidence: 'ink',
    }),
  ],
};
