import { countParameters } from '../networks/layerParameters.ts';
import type { CollectContext, Files, Outputs } from '../pipeline/step.ts';
import { serialiseArtefact } from '../results/serialise.ts';
import { epochSchema, trainingLogSchema, type TrainingLog } from '../results/trainingLog.ts';
import { stepsPerEpoch } from '../training/trainingEpoch.ts';
import {
  disposeTrainingState,
  networkOfState,
  restoreTrainingState,
} from '../training/trainingState.ts';
import { requireFile } from './binary.ts';
import { summariseLayers } from './layerSummary.ts';
import { modelFiles } from './trainedNetwork.ts';
import { splitTraining, type TrainParameters } from './trainParameters.ts';

/** The trained network as the weights file of the last epoch, and the log of all epochs. */
export async function collectTraining(context: CollectContext<TrainParameters>): Promise<Outputs> {
  const { parameters, seed, inputs, units } = context;
  const { settings, architecture } = parameters;
  const epochs: TrainingLog['epochs'] = [];
  let last: Files = new Map();
  for (const unit of units) {
    last = await context.unit(unit);
    const text = new TextDecoder().decode(requireFile(last, 'epoch.json'));
    epochs.push(epochSchema.parse(JSON.parse(text)));
  }
  const all = await inputs.dataset(parameters.dataset);
  const { training, heldOut } = splitTraining(all, parameters, seed);
  const steps = stepsPerEpoch(settings, training.count) * settings.epochs;
  const bytes = requireFile(last, 'state.f32');
  const state = restoreTrainingState(architecture, settings, bytes, steps);
  try {
    const log = serialiseArtefact(trainingLogSchema, {
      header: {
        study: context.study,
        step: context.step,
        seed,
        engine: context.engine.description,
      },
      network: {
        name: parameters.network,
        inputShape: [...architecture.inputShape],
        classes: architecture.classes,
        parameters: countParameters(architecture),
        layers: summariseLayers(architecture),
      },
      dataset: parameters.dataset,
      trainingImages: training.count,
      heldOutImages: heldOut?.count ?? 0,
      settings: { ...settings },
      epochs,
    });
    return {
      results: new Map([[`training-${parameters.network}.json`, log]]),
      models: modelFiles(parameters.network, networkOfState(state)),
    };
  } finally {
    disposeTrainingState(state);
  }
}
