import { accuracy, evaluate } from '../networks/evaluate.ts';
import { disposeNetwork, loadNetwork, type StoredNetwork } from '../networks/network.ts';
import type { Files, Step, UnitContext, UnitProgress } from '../pipeline/step.ts';
import { epochSchema } from '../results/trainingLog.ts';
import { composedBatchNorm } from '../training/composedBatchNorm.ts';
import type { LabelledImages } from '../training/labelledImages.ts';
import {
  stepsPerEpoch,
  trainEpoch,
  untrainedNetwork,
  type EpochProgress,
  type TrainingRun,
} from '../training/trainingEpoch.ts';
import {
  disposeTrainingState,
  initialTrainingState,
  networkOfState,
  restoreTrainingState,
  storeTrainingState,
  type TrainingState,
} from '../training/trainingState.ts';
import { requireFile } from './binary.ts';
import { splitTraining, trainParametersSchema, type TrainParameters } from './trainParameters.ts';
import { collectTraining } from './trainingSummary.ts';

/** Images in one pass of inference; what a batch holds does not change an image's logits. */
const INFERENCE_BATCH = 250;

/** Trains a network, one unit an epoch; a run that was stopped goes on after its last whole epoch. */
export const train: Step<TrainParameters> = {
  id: 'train',
  summary: 'train a network, with a checkpoint after every epoch',
  parameters: trainParametersSchema,
  entry: import.meta.url,
  sequential: true,
  inputs: ({ dataset, test }) => ({ datasets: test ? [dataset, test] : [dataset], steps: [] }),
  units: ({ settings }) =>
    Array.from(
      { length: settings.epochs },
      (_, epoch) => `epoch-${String(epoch + 1).padStart(3, '0')}`,
    ),
  runUnit: trainUnit,
  collect: collectTraining,
};

async function trainUnit(context: UnitContext<TrainParameters>): Promise<Files> {
  const { parameters, inputs, engine, previous } = context;
  const { settings, architecture } = parameters;
  const all = await inputs.dataset(parameters.dataset);
  const { training, heldOut } = splitTraining(all, parameters, context.seed);
  const run: TrainingRun = {
    settings,
    images: training,
    batchNorm: engine.trainingBatchNorm ?? composedBatchNorm,
    seed: context.seed,
    name: context.step,
  };
  const epoch = Number(context.unit.slice('epoch-'.length)) - 1;
  const steps = epoch * stepsPerEpoch(settings, training.count);
  const state: TrainingState = previous
    ? restoreTrainingState(architecture, settings, requireFile(previous, 'state.f32'), steps)
    : initialTrainingState(untrainedNetwork(architecture, run), settings);
  try {
    const report = progressOf(context.report);
    const { loss, accuracy: trainingAccuracy } = trainEpoch(state, run, epoch, report);
    const network = networkOfState(state);
    const test = parameters.test && (await inputs.dataset(parameters.test));
    const summary = epochSchema.parse({
      epoch: epoch + 1,
      loss,
      trainingAccuracy,
      ...(heldOut && { heldOutAccuracy: accuracyOf(network, heldOut) }),
      ...(test && { testAccuracy: accuracyOf(network, test) }),
    });
    return new Map([
      ['state.f32', storeTrainingState(state)],
      ['epoch.json', new TextEncoder().encode(JSON.stringify(summary))],
    ]);
  } finally {
    disposeTrainingState(state);
  }
}

function accuracyOf(stored: StoredNetwork, images: LabelledImages): number {
  const network = loadNetwork(stored);
  try {
    return accuracy(evaluate(network, images, INFERENCE_BATCH), images.labels);
  } finally {
    disposeNetwork(network);
  }
}

/** Progress with loss, accuracy and speed; the speed is shown and never stored. */
function progressOf(report: (progress: UnitProgress) => void): (progress: EpochProgress) => void {
  const began = performance.now();
  return ({ done, loss, accuracy: share, images }) => {
    const speed = Math.round((images * 1000) / (performance.now() - began));
    const note = `loss ${loss.toFixed(4)}, ${(100 * share).toFixed(2)} % correct, ${speed} images/s`;
    report({ done, note });
  };
}
