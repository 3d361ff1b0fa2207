import type { Architecture } from '../networks/architecture.ts';
import type { Study } from '../pipeline/step.ts';
import type { TrainingSettingsInput } from '../training/settings.ts';

const TRAINING = 'cifar-10/train';
export const CIFAR_TEST = 'cifar-10/test';

/** Trains a network on CIFAR-10, evaluates it, and rounds its weights for pages. */
export function cifarNetworkSteps(
  network: string,
  architecture: Architecture,
  settings: TrainingSettingsInput,
): Study['steps'] {
  return [
    {
      name: `train-${network}`,
      step: 'train',
      parameters: { network, architecture, dataset: TRAINING, test: CIFAR_TEST, settings },
    },
    {
      name: `evaluate-${network}`,
      step: 'evaluate',
      parameters: { network, training: TRAINING, test: CIFAR_TEST },
    },
    {
      name: `round-${network}`,
      step: 'round-weights',
      parameters: { network, dataset: CIFAR_TEST, mostChanged: 0.01 },
    },
  ];
}
