import { z } from 'zod';
import { explainByKernelShap } from '../explain/shap/kernelShap.ts';
import type { Step } from '../pipeline/step.ts';
import { generatorFor } from '../random/generator.ts';
import { explainEachImage, explainedBlocks, explainedImagesFields } from './explainedImages.ts';
import { collectMaps, mapsBlockFiles } from './relevanceMaps.ts';
import { gridGame, scoresOfOutput, segmentGameFields } from './segmentGame.ts';

const parametersSchema = z.strictObject({ ...explainedImagesFields, ...segmentGameFields });

type Parameters = z.infer<typeof parametersSchema>;

/** Kernel SHAP on a regular grid of segments, for the logit of the predicted class. */
export const explainKernelShap: Step<Parameters> = {
  id: 'explain-kernel-shap',
  summary: 'Kernel SHAP maps of many images',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, dataset }) => ({ datasets: [dataset], steps: [`train-${network}`] }),
  units: explainedBlocks,
  runUnit: async (context) => {
    const { evaluations } = context.parameters;
    const block = await explainEachImage(context, (image) => {
      const game = gridGame(image, context.parameters);
      const { values, standardErrors } = explainByKernelShap(
        game,
        { evaluations },
        generatorFor(context.seed, 'kernel-shap', image.index),
      );
      return {
        scores: scoresOfOutput(values, game.outputs, image.target),
        quality: Math.max(...scoresOfOutput(standardErrors, game.outputs, image.target)),
      };
    });
    return mapsBlockFiles(block);
  },
  collect: (context) =>
    collectMaps(context, {
      method: 'kernel-shap',
      cell: context.parameters.cell,
      quality: 'largest-standard-error',
    }),
};
