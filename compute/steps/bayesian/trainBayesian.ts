import type { StoredPosterior } from '../../bayes/posteriorFile.ts';
import { countWeights } from '../../bayes/variational.ts';
import { quantile } from '../../metrics/bootstrap.ts';
import type { CollectContext, Files, Outputs, Step, UnitContext } from '../../pipeline/step.ts';
import {
  bayesianEpochSchema,
  bayesianTrainingSchema,
  type BayesianTraining,
} from '../../results/bayesianTraining.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import { requireFile } from '../binary.ts';
import {
  bayesianSteps,
  trainBayesianEpoch,
  type BayesianEpochResult,
  type BayesianRun,
} from './bayesianEpoch.ts';
import {
  disposeBayesianState,
  initialBayesianState,
  restoreBayesianState,
  storeBayesianState,
} from './bayesianState.ts';
import { posteriorFiles, storedPosterior } from './posterior.ts';
import {
  splitHeldOut,
  trainBayesianParametersSchema,
  type TrainBayesianParameters,
} from './trainBayesianParameters.ts';

/** Learns distributions of weights, one unit an epoch; a stopped run goes on after its last epoch. */
export const trainBayesian: Step<TrainBayesianParameters> = {
  id: 'train-bayesian',
  summary: 'learn Normal distributions of weights, with a checkpoint after every epoch',
  parameters: trainBayesianParametersSchema,
  entry: import.meta.url,
  sequential: true,
  inputs: ({ dataset }) => ({ datasets: [dataset], steps: [] }),
  units: ({ settings }) =>
    Array.from(
      { length: settings.epochs },
      (_, epoch) => `epoch-${String(epoch + 1).padStart(3, '0')}`,
    ),
  runUnit: trainUnit,
  collect: collectBayesian,
};

async function trainUnit(context: UnitContext<TrainBayesianParameters>): Promise<Files> {
  const { parameters, inputs, previous, seed } = context;
  const { settings, sizes } = parameters;
  const images = await inputs.dataset(parameters.dataset);
  const { training } = splitHeldOut(images, settings.heldOutImages, seed);
  const run: BayesianRun = { settings, images: training, seed, name: context.step };
  const epoch = Number(context.unit.slice('epoch-'.length)) - 1;
  const steps = epoch * bayesianSteps(run);
  const state = previous
    ? restoreBayesianState(sizes, settings, requireFile(previous, 'state.f32'), steps)
    : initialBayesianState(sizes, settings, seed, context.step);
  try {
    const result = trainBayesianEpoch(state, run, epoch, (done, own) => {
      context.report({ done, note: noteOf(own) });
    });
    const { loss, negativeLogLikelihood, kl, accuracy: trainingAccuracy } = result;
    const summary = { epoch: epoch + 1, loss, negativeLogLikelihood, kl, trainingAccuracy };
    return new Map([
      ['state.f32', storeBayesianState(state)],
      ['epoch.json', new TextEncoder().encode(JSON.stringify(bayesianEpochSchema.parse(summary)))],
    ]);
  } finally {
    disposeBayesianState(state);
  }
}

function noteOf({ loss, kl, accuracy }: BayesianEpochResult): string {
  return `bound ${(-loss).toFixed(3)} an image, KL ${kl.toFixed(0)}, ${(100 * accuracy).toFixed(2)} % correct`;
}

/** The posterior of the last epoch, the network of its means, and the log of all epochs. */
async function collectBayesian(context: CollectContext<TrainBayesianParameters>): Promise<Outputs> {
  const { parameters, seed, inputs, units } = context;
  const { settings, sizes, network } = parameters;
  const epochs: BayesianTraining['epochs'] = [];
  let last: Files = new Map();
  for (const unit of units) {
    last = await context.unit(unit);
    const text = new TextDecoder().decode(requireFile(last, 'epoch.json'));
    epochs.push(bayesianEpochSchema.parse(JSON.parse(text)));
  }
  const images = await inputs.dataset(parameters.dataset);
  const { training, heldOut } = splitHeldOut(images, settings.heldOutImages, seed);
  const state = restoreBayesianState(sizes, settings, requireFile(last, 'state.f32'), 0);
  try {
    const posterior = storedPosterior(sizes, state.parameters);
    const log = serialiseArtefact(bayesianTrainingSchema, {
      header: {
        study: context.study,
        step: context.step,
        seed,
        engine: context.engine.description,
      },
      network: { name: network, sizes, weights: countWeights(sizes) },
      dataset: parameters.dataset,
      trainingImages: training.count,
      heldOutImages: heldOut?.count ?? 0,
      settings: { ...settings },
      posterior: summarisePosterior(posterior),
      epochs,
    });
    return {
      stored: posteriorFiles(network, posterior, images.shape),
      results: new Map([[`bayesian-training-${network}.json`, log]]),
    };
  } finally {
    disposeBayesianState(state);
  }
}

/** Of the kernels of all layers together. */
function summarisePosterior({ values }: StoredPosterior): BayesianTraining['posterior'] {
  const kernels = values.filter((_, index) => index % 4 < 2);
  const count = kernels.reduce((sum, { length }) => sum + length, 0) / 2;
  const deviations = new Float32Array(count);
  let [offset, clear] = [0, 0];
  for (let layer = 0; layer < kernels.length; layer += 2) {
    const [means, own] = [kernels[layer]!, kernels[layer + 1]!];
    deviations.set(own, offset);
    offset += own.length;
    means.forEach((mean, index) => {
      if (Math.abs(mean) >= own[index]!) clear++;
    });
  }
  deviations.sort();
  return {
    deviationQuantiles: [0.05, 0.5, 0.95].map((share) => quantile(deviations, share)),
    clearWeights: clear / count,
  };
}
